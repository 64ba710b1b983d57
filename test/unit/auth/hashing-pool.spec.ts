import { HashingPool } from '../../../plugins/auth/backend/password/hashing-pool.js';

/** Work that ends when it is told to. */
function controlled() {
  const finish: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const work = () =>
    new Promise<number>((resolve) => {
      running += 1;
      most = Math.max(most, running);
      finish.push(() => {
        running -= 1;
        resolve(most);
      });
    });
  return { work, finish, most: () => most };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('the hashing pool', () => {
  it('runs so many at a time, lets so many wait, and refuses the rest at once', async () => {
    const { work, finish, most } = controlled();
    const pool = new HashingPool(2, 3, 3_000);
    const outcomes = Array.from({ length: 8 }, () =>
      pool.run(work).then(
        () => 'done',
        (error) => error.problem.code,
      ),
    );
    const started = performance.now();
    const refused = await Promise.all(outcomes.slice(5));
    expect(refused).toEqual(['unavailable', 'unavailable', 'unavailable']);
    expect(performance.now() - started).toBeLessThan(50);
    for (let each = 0; each < 5; each += 1) {
      finish[each]?.();
      await turn();
    }
    expect(await Promise.all(outcomes.slice(0, 5))).toEqual(Array(5).fill('done'));
    expect(most()).toBe(2);
  });

  it('refuses those who waited for too long, and keeps no place for them', async () => {
    const pool = new HashingPool(1, 1, 20);
    const { work, finish } = controlled();
    const first = pool.run(work);
    await expect(pool.run(work)).rejects.toMatchObject({ problem: { code: 'unavailable' } });
    const third = pool.run(work);
    finish[0]?.();
    await turn();
    finish[1]?.();
    expect(await Promise.all([first, third])).toEqual([1, 1]);
  });

  it('says when to come back', async () => {
    const pool = new HashingPool(1, 0, 3_000);
    const { work, finish } = controlled();
    const first = pool.run(work);
    await expect(pool.run(work)).rejects.toMatchObject({ facts: { retryAfter: expect.any(Number) } });
    finish[0]?.();
    await first;
  });

  it('gives the place back when the work fails', async () => {
    const pool = new HashingPool(1, 1, 3_000);
    for (let times = 0; times < 5; times += 1) {
      await expect(pool.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    }
    expect(await pool.run(async () => 'works')).toBe('works');
  });

  it('lets those who waited go before those who come', async () => {
    const order: number[] = [];
    const pool = new HashingPool(1, 10, 3_000);
    await Promise.all(
      [1, 2, 3, 4].map((each) =>
        pool.run(async () => {
          await turn();
          order.push(each);
        }),
      ),
    );
    expect(order).toEqual([1, 2, 3, 4]);
  });
});
