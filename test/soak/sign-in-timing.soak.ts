/** Medians within 5 ms over 200 samples each, in turns (SECURITY 19). Wants a machine that does nothing else. */
import { createTestHouse } from '@purser/kit/testing/house';
import { authForTests } from '../support/customer.js';
import { timeRefusals } from '../support/sign-in-timing.js';

it('a sign-in takes as long to refuse for an address nobody has as for a wrong password', async () => {
  const house = await createTestHouse({ plugins: [authForTests()] });
  try {
    const { apart } = await timeRefusals(house, 200);
    expect(apart).toBeLessThan(5);
  } finally {
    await house.close();
  }
}, 180_000);
