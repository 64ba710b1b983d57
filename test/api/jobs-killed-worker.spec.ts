import { Jobs } from '@purser/kit/backend/jobs';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { harbour } from '../fixtures/harbour/harbour.plugin.js';
import { type SpawnedProcess, spawnTypescript } from '../support/spawn-typescript.js';

describe('a worker process', () => {
  let house: TestHouse;
  const workers: SpawnedProcess[] = [];

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [harbour()] });
    await house.dataSource.query(
      `CREATE TABLE harbour_voyage (id bigint GENERATED ALWAYS AS IDENTITY, n int, pid int, attempt int, home boolean DEFAULT false)`,
    );
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
    await house?.close();
  });

  const startWorker = async () => {
    const worker = spawnTypescript('test/fixtures/harbour/worker.ts', { HARBOUR_DATABASE_URL: house.databaseUrl });
    workers.push(worker);
    await worker.said('ready');
    return worker;
  };
  const voyages = (): Promise<{ n: number; pid: number; attempt: number; home: boolean }[]> =>
    house.dataSource.query('SELECT n, pid, attempt, home FROM harbour_voyage ORDER BY id');
  const until = async (condition: () => Promise<boolean>, timeoutMs: number) => {
    const start = Date.now();
    while (!(await condition())) {
      if (Date.now() - start > timeoutMs)
        throw new Error(`Not within ${timeoutMs} ms: ${JSON.stringify(await voyages())}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return Date.now() - start;
  };

  it('that is killed leaves its jobs to another within 30 s, and the dead one is gone from the list', async () => {
    const first = await startWorker();
    for (const n of [1, 2, 3]) {
      await house.dataSource.transaction((tx) => house.get(Jobs).enqueue(tx, 'harbour.sail', { n }));
    }
    await until(async () => (await voyages()).length === 3, 10_000);
    await first.kill();
    const killedAt = Date.now();
    const second = await startWorker();
    await until(async () => (await voyages()).filter((voyage) => voyage.home).length === 3, 30_000);
    expect(Date.now() - killedAt).toBeLessThan(30_000);
    const again = (await voyages()).filter((voyage) => voyage.attempt === 2);
    expect(again.map((voyage) => voyage.n).sort()).toEqual([1, 2, 3]);
    expect(new Set(again.map((voyage) => voyage.pid))).toEqual(new Set([second.child.pid]));
    const living = await house.dataSource.query('SELECT pid FROM house_worker');
    expect(living).toEqual([{ pid: second.child.pid }]);
  }, 90_000);
});
