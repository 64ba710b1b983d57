import { Injectable, Module } from '@nestjs/common';
import { type Job, type JobRun, Jobs } from '@purser/kit/backend/jobs';
import { definePlugin } from '@purser/kit/backend/plugin';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { anOperator } from '@purser/kit/testing/test-callers';
import { jobKindRecord, jobRecord } from '../../backend/jobs/job.records.js';
import { housePermissions } from '../../backend/names.js';

let runs: JobRun<{ n?: number; mode?: string }>[] = [];

@Injectable()
class HoistFlag implements Job<{ n?: number; mode?: string }> {
  async run(run: JobRun<{ n?: number; mode?: string }>): Promise<void> {
    runs.push(run);
    if (run.payload.mode === 'fail') throw new Error('no wind');
    if (run.payload.mode === 'fail-once' && run.attempt === 1) throw new Error('no wind yet');
    if (run.payload.mode === 'hang') await new Promise(() => {});
    if (run.payload.mode === 'until-stopped') {
      await new Promise((_, reject) => run.signal.addEventListener('abort', () => reject(run.signal.reason)));
    }
  }
}

@Module({ providers: [HoistFlag] })
class HarbourModule {}

const harbour = definePlugin({
  name: 'harbour',
  worksWith: '^1.0.0',
  module: HarbourModule,
  jobs: [
    { name: 'hoist-flag', timeoutMs: 300, run: HoistFlag },
    { name: 'raise-anchor', timeoutMs: 60_000, maxAttempts: 2, run: HoistFlag },
    { name: 'let-in', timeoutMs: 60_000, isWaitedFor: true, run: HoistFlag },
    { name: 'ring-bell', timeoutMs: 60_000, schedule: () => '0 3 * * *', run: HoistFlag },
  ],
});

describe('jobs', () => {
  let house: TestHouse;
  let jobs: Jobs;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [harbour()] });
    jobs = house.get(Jobs);
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    runs = [];
    await house.dataSource.query('DELETE FROM graphile_worker._private_jobs');
  });

  const enqueue = (name: string, payload: unknown, options?: Parameters<Jobs['enqueue']>[3]) =>
    house.dataSource.transaction((tx) => jobs.enqueue(tx, name, payload, options));
  const manager = () => house.signedInAs(anOperator([housePermissions.readJobs, housePermissions.manageJobs]));

  it('exist if and only if their transaction commits', async () => {
    await expect(
      house.dataSource.transaction(async (tx) => {
        await jobs.enqueue(tx, 'harbour.hoist-flag', { n: 1 });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await enqueue('harbour.hoist-flag', { n: 2 });
    await house.runJobs();
    expect(runs.map((run) => run.payload)).toEqual([{ n: 2 }]);
  });

  it('are refused when no plugin declares them', async () => {
    await expect(enqueue('harbour.unknown', {})).rejects.toThrow('No enabled plugin declares');
  });

  it('that somebody waits for are taken before those that came earlier', async () => {
    for (const n of [1, 2]) await enqueue('harbour.hoist-flag', { n });
    for (const n of [3, 4]) await enqueue('harbour.let-in', { n });
    await house.runJobs();
    expect(runs.map((run) => run.payload.n)).toEqual([3, 4, 1, 2]);
  });

  it('with one key are one, under 20 simultaneous publishers', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => enqueue('harbour.hoist-flag', { n }, { key: 'flag' })));
    await house.runJobs();
    expect(runs).toHaveLength(1);
  });

  it('wait for their time, by the clock of the house', async () => {
    await enqueue('harbour.hoist-flag', { n: 1 }, { runAt: new Date(house.clock.now().getTime() + 3_600_000) });
    await house.runJobs();
    expect(runs).toHaveLength(0);
    house.clock.advance(3_601_000);
    await house.runJobs();
    expect(runs).toHaveLength(1);
    house.clock.advance(-3_601_000);
  });

  it('fail with their error, try again, and give up after their attempts', async () => {
    await enqueue('harbour.raise-anchor', { mode: 'fail' });
    expect(await house.runJobs()).toEqual({ failed: [{ name: 'harbour.raise-anchor', error: 'no wind' }] });
    house.clock.advance(60_000);
    await house.runJobs();
    house.clock.advance(600_000);
    await house.runJobs();
    house.clock.advance(-660_000);
    expect(runs.map((run) => run.attempt)).toEqual([1, 2]);
    const response = await house.request().get('/api/console/jobs').set('Authorization', manager()).expect(200);
    expect(response.body).toEqual([
      expect.objectContaining({
        name: 'harbour.raise-anchor',
        state: 'failed',
        attempts: 2,
        maxAttempts: 2,
        error: 'no wind',
      }),
    ]);
    // Strict: a payload is a plugin's own and stays out.
    jobRecord.strict().parse(response.body[0]);
  });

  it('end at their time-out, with the signal aborted', async () => {
    await enqueue('harbour.hoist-flag', { mode: 'hang' });
    const { failed } = await house.runJobs();
    expect(failed[0]?.error).toContain('300 ms');
    expect(runs[0]?.signal.aborted).toBe(true);
  });

  it('are run again by an operator, which is audited', async () => {
    await enqueue('harbour.raise-anchor', { mode: 'fail' });
    await house.runJobs();
    const [{ id }] = (await house.request().get('/api/console/jobs').set('Authorization', manager())).body;
    const reader = house.signedInAs(anOperator([housePermissions.readJobs]));
    await house.request().post(`/api/console/jobs/${id}/retry`).set('Authorization', reader).expect(403);
    const retried = await house
      .request()
      .post(`/api/console/jobs/${id}/retry`)
      .set('Authorization', manager())
      .expect(200);
    expect(retried.body).toMatchObject({ id: Number(id), attempts: 0 });
    await house.runJobs();
    expect(runs).toHaveLength(2);
    const [entry] = await house.dataSource.query(
      `SELECT entry::jsonb AS entry FROM house_audit WHERE what = 'house.job-retried'`,
    );
    expect(entry.entry).toMatchObject({ on: { type: 'job', id: String(id) }, before: { error: 'no wind' } });
    await house.request().post('/api/console/jobs/999999999/retry').set('Authorization', manager()).expect(404);
    await house.request().post('/api/console/jobs/1;drop/retry').set('Authorization', manager()).expect(400);
  });

  it('are not run again while they run', async () => {
    await enqueue('harbour.raise-anchor', {});
    const [{ id }] = await house.dataSource
      .query(`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'somebody' RETURNING id`)
      .then(([rows]) => rows);
    const response = await house
      .request()
      .post(`/api/console/jobs/${id}/retry`)
      .set('Authorization', manager())
      .expect(409);
    expect(response.body.code).toBe('job_running');
  });

  it('that are declared are listed with their schedule and how they fared', async () => {
    await enqueue('harbour.hoist-flag', {});
    await house.runJobs();
    const response = await house.request().get('/api/console/job-kinds').set('Authorization', manager()).expect(200);
    jobKindRecord.strict().array().parse(response.body);
    const kinds = Object.fromEntries(response.body.map((kind: { id: string }) => [kind.id, kind]));
    expect(kinds['harbour.hoist-flag']).toMatchObject({ schedule: null, nextRunAt: null, lastResult: 'succeeded' });
    expect(kinds['harbour.ring-bell'].nextRunAt).toMatch(/T03:00:00.000Z$/);
  });

  it('with a schedule are started by hand, without taking a slot', async () => {
    await house
      .request()
      .post('/api/console/job-kinds/harbour.ring-bell/run')
      .set('Authorization', manager())
      .expect(200);
    await house
      .request()
      .post('/api/console/job-kinds/harbour.hoist-flag/run')
      .set('Authorization', manager())
      .expect(404);
    await house.runJobs();
    expect(runs).toHaveLength(1);
    expect(await house.dataSource.query(`SELECT * FROM house_schedule_slot WHERE job = 'harbour.ring-bell'`)).toEqual(
      [],
    );
  });

  it.each(['until-stopped', 'hang'])('that a stop cuts short get their attempt back: %s', async (mode) => {
    const worker = await createTestHouse({ plugins: [harbour()], beside: house, role: 'worker' });
    let took = 0;
    try {
      await enqueue('harbour.raise-anchor', { mode });
      for (let waited = 0; runs.length === 0 && waited < 100; waited += 1) {
        await new Promise((done) => setTimeout(done, 50));
      }
      expect(runs).toHaveLength(1);
    } finally {
      const start = Date.now();
      await worker.close();
      took = Date.now() - start;
    }
    expect(took).toBeLessThan(5_000);
    const [job] = await house.dataSource.query(
      'SELECT attempts, locked_by, run_at <= now() AS due FROM graphile_worker.jobs',
    );
    expect(job).toEqual({ attempts: 0, locked_by: null, due: true });
    expect(await house.dataSource.query('SELECT 1 FROM house_worker')).toEqual([]);
  });

  it('of a plugin that is switched off are no longer listed', async () => {
    const without = await createTestHouse({ plugins: [harbour()], off: ['harbour'], beside: house });
    try {
      const reader = without.signedInAs(anOperator([housePermissions.readJobs]));
      const { body } = await without.request().get('/api/console/job-kinds').set('Authorization', reader).expect(200);
      expect(body.map((kind: { id: string }) => kind.id)).toEqual([
        'house.deliver-webhook',
        'house.prune-webhook-deliveries',
        'house.send-mail',
        'house.sweep-mails',
        'house.verify-audit',
      ]);
      await without.request().get('/api/console/job-kinds/harbour.ring-bell').set('Authorization', reader).expect(404);
    } finally {
      await without.close();
    }
  });
});
