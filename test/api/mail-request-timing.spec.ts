/** A clock tells strangers nothing (SECURITY 19). `test/soak/mail-request-timing.soak.ts` measures it finely. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { reset } from '../../plugins/reset/backend/reset.plugin.js';
import { authForTests } from '../support/customer.js';
import { timeMailRequests } from '../support/mail-request-timing.js';

describe('a request for a mail', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests(), reset({ perAddress: { points: 100_000 } })] });
  });
  afterAll(() => house?.close());

  it.each(['recovery', 'resend', 'sign-up'] as const)(
    'takes as long whoever the address belongs to: %s',
    async (asked) => {
      const { apart, noise } = await timeMailRequests(house, asked, 6);
      // Other suites run beside this one, and the two furthest of eight medians are further apart than any two.
      expect(apart).toBeLessThan(Math.max(5, 2 * noise));
    },
    120_000,
  );
});
