/** A clock tells strangers nothing (SECURITY 19). `test/soak/sign-in-timing.soak.ts` measures it finely. */
import { createTestHouse } from '@purser/kit/testing/house';
import { authForTests } from '../support/customer.js';
import { timeRefusals } from '../support/sign-in-timing.js';

it('a sign-in takes as long to refuse for an address nobody has as for a wrong password', async () => {
  const house = await createTestHouse({ plugins: [authForTests()] });
  try {
    const { medians, apart, noise } = await timeRefusals(house, 40);
    // Other suites run beside this one: what the machine cannot tell apart, nobody can.
    expect(apart).toBeLessThan(Math.max(5, noise));
    // A hash was made for either; without it the answer takes a fraction of the other.
    expect(Math.min(...medians.values()) / Math.max(...medians.values())).toBeGreaterThan(0.6);
  } finally {
    await house.close();
  }
}, 60_000);
