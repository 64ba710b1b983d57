/** From sign-up to first sync, fifty at once: aim p50 < 1 s, p99 < 10 s to ready. */
import { crowd } from '../support/crowd.js';

const PEOPLE = 50;
const BEFORE = 10;
const ALL = PEOPLE + BEFORE;

it(`${PEOPLE} people who come at once have each a workspace whose store works, and have pushed to it`, async () => {
  expect(await crowd(PEOPLE, BEFORE)).toEqual({
    stores: { n: ALL, active: ALL, logs: ALL },
    events: { n: ALL, stores: ALL },
  });
});
