/** A try that many ask for together. */
import { SharedWay } from '../../../plugins/provisioning/backend/probe/shared-way.js';

/** Answers the ends of the tries so far, in the order in which they began. */
function tries(freshMs: number) {
  const ends: { pass: () => void; fail: () => void }[] = [];
  const way = new SharedWay(
    () =>
      new Promise((resolve, reject) => {
        const n = ends.length;
        ends.push({ pass: () => resolve({ push: n }), fail: () => reject(new Error(`try ${n}`)) });
      }),
    freshMs,
  );
  return { way, ends };
}

const turn = () => new Promise(setImmediate);

test('those who ask while one is under way share the next, which begins after they asked', async () => {
  const { way, ends } = tries(0);
  const first = way.pass();
  const others = [way.pass(), way.pass(), way.pass()];
  await turn();
  expect(ends).toHaveLength(1);
  ends[0]?.pass();
  expect(await first).toEqual({ push: 0 });
  await turn();
  expect(ends).toHaveLength(2);
  ends[1]?.pass();
  expect(await Promise.all(others)).toEqual([{ push: 1 }, { push: 1 }, { push: 1 }]);
});

test('what failed is told to those who shared it, and not kept', async () => {
  const { way, ends } = tries(60_000);
  const first = way.pass();
  const second = way.pass();
  ends[0]?.fail();
  await expect(first).rejects.toThrow('try 0');
  await turn();
  ends[1]?.pass();
  expect(await second).toEqual({ push: 1 });
  expect(await way.pass()).toEqual({ push: 1 });
  expect(ends).toHaveLength(2);
});
