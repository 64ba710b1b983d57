/** From sign-up to first sync, fifty at once: aim p50 < 1 s, p99 < 10 s to ready. */
import { crowd } from '../support/crowd.js';

const PEOPLE = 50;

it(`${PEOPLE} people who come at once have each a workspace whose store works, and have pushed to it`, async () => {
  expect(await crowd(PEOPLE)).toEqual({
    stores: { n: PEOPLE, active: PEOPLE, logs: PEOPLE },
    events: { n: PEOPLE, stores: PEOPLE },
  });
});
