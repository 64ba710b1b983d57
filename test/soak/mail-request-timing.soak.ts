/** Medians within 5 ms over 200 samples each, in turns (SECURITY 19). Wants a machine that does nothing else. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { reset } from '../../plugins/reset/backend/reset.plugin.js';
import { authForTests } from '../support/customer.js';
import { timeMailRequests } from '../support/mail-request-timing.js';

describe('a request for a mail, at length', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests(), reset({ perAddress: { points: 100_000 } })] });
  });
  afterAll(() => house?.close());

  it.each(['recovery', 'resend', 'sign-up'] as const)(
    'takes as long whoever the address belongs to: %s',
    async (asked) => {
      expect((await timeMailRequests(house, asked, 200)).apart).toBeLessThan(5);
    },
    900_000,
  );
});
