/** What a process of its own does for a large backup is what the house does for a small one, and so are its failures. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseRestores } from '../../plugins/backup/backend/restore/database-restore.service.js';
import { BackupWork } from '../../plugins/backup/backend/run/backup-work.service.js';
import { VerifyBackupJob } from '../../plugins/backup/backend/run/verify-backup.job.js';
import { BackupTargets } from '../../plugins/backup/backend/target/backup-targets.service.js';
import { S3Bucket } from '../../plugins/backup/backend/target/s3-bucket.target.js';
import { holdNextEngine } from '../fixtures/backup-process/hold.js';
import { BackupHouse, hostileArgs } from '../support/backup-house.js';
import { childrenOf } from '../support/child-processes.js';
import { FakeS3 } from '../support/fake-s3.js';
import { aCustomer, anOperator } from '../support/people.js';
import { aStore, type TestStore } from '../support/sync-house.js';

const { signal } = new AbortController();
const events = (args: readonly string[]) => args.map((each) => ({ name: 'e', args: each }));

const engines = () => childrenOf(process.pid, 'backup-process/engine.ts');

const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error('It did not come to that.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

describe('a backup whose bytes another process moves', () => {
  let b: BackupHouse;
  let store: TestStore;

  beforeAll(async () => {
    b = await BackupHouse.open({ ownProcessFrom: 0 });
    store = await aStore(b.house, await aCustomer(b.house));
    await aStore(b.house, await aCustomer(b.house));
    await b.push(store, events(hostileArgs));
  });
  afterAll(() => b?.close());
  afterEach(() => holdNextEngine());

  /** One that stops in the middle, and its process. */
  const held = async () => {
    holdNextEngine(1);
    const id = await b.ask();
    const working = b.house.get(BackupWork).work(id, signal);
    const folder = path.join(b.folder, id);
    await until(async () =>
      readdirSync(b.folder).includes(id) && readdirSync(folder).some((name) => name.includes('.partial-'))
        ? true
        : undefined,
    );
    const [engine = 0] = engines();
    return { id, working, engine };
  };
  const nothingIsLeftOf = (id: string) => {
    expect(engines()).toEqual([]);
    expect(readdirSync(b.folder)).not.toContain(id);
  };

  it('holds what the one holds that the house takes by itself', async () => {
    const byEngine = await b.take();
    const beside = await BackupHouse.open({ folder: b.folder }, { databaseUrl: b.house.databaseUrl });
    try {
      const byHouse = await beside.take();
      expect(byEngine).toMatchObject({ state: 'verified', rows: expect.any(Number), bytes: expect.any(Number) });
      for (const segment of [store.workspaceId, 'instance']) {
        const [one, other] = await Promise.all([byEngine, byHouse].map(({ id }) => b.textOf(id, segment)));
        // Of what backups do themselves there is more the second time.
        for (const grown of ['house_audit', 'house_audit_link', 'house_audit_head']) {
          delete one?.[grown];
          delete other?.[grown];
        }
        expect(one).toEqual(other);
      }
    } finally {
      await beside.house.close();
    }
    const [{ progress }] = await b.sql('SELECT progress FROM backup_run WHERE id = $1', [byEngine.id]);
    expect(progress.tables.find(({ name }: { name: string }) => name === 'sync_event')?.rows).toBe(hostileArgs.length);
    expect(engines()).toEqual([]);
  }, 60_000);

  it('is restored with those on which it stands', async () => {
    const { id: full } = await b.take();
    await b.push(store, events(['"second"']));
    const part = await b.take({ events: true });
    expect(part).toMatchObject({ state: 'verified', baseId: full });
    const opened = await b.openBackup(part.id);
    const report = await b.house.get(DatabaseRestores).restore(opened, { drill: true, signal });
    expect(report.rows).toBe(opened.manifest.tables.reduce((sum, { rows }) => sum + rows, 0));
    expect(engines()).toEqual([]);
  }, 60_000);

  it('ends as failed when that process dies', async () => {
    const { id, working, engine } = await held();
    process.kill(engine, 'SIGKILL');
    await working;
    expect(await b.run(id)).toMatchObject({ state: 'failed', errorCode: 'worker_lost' });
    nothingIsLeftOf(id);
  }, 60_000);

  it('is cancelled, and the process with it', async () => {
    const { id, working } = await held();
    const { bearer } = await anOperator(b.house);
    const { status } = await b.house.request().post(`/api/console/backups/${id}/cancel`).set('Authorization', bearer);
    expect(status).toBe(200);
    await working;
    expect(await b.run(id)).toMatchObject({ state: 'cancelled' });
    nothingIsLeftOf(id);
  }, 60_000);

  it('is begun anew by the next process when this one stops', async () => {
    holdNextEngine(1);
    const stop = new AbortController();
    const id = await b.ask();
    const working = b.house.get(BackupWork).work(id, stop.signal);
    await until(async () => (engines().length > 0 ? true : undefined));
    stop.abort(new Error('The house closes.'));
    await expect(working).rejects.toThrow('The house closes.');
    expect((await b.run(id)).state).toBe('queued');
    expect(engines()).toEqual([]);
    holdNextEngine();
    await b.house.get(BackupWork).work(id, signal);
    expect(await b.run(id)).toMatchObject({ state: 'verified', attempts: 2 });
  }, 60_000);

  it('fails as it does in the house: a flipped bit, no folder', async () => {
    const whole = await b.take();
    const archive = path.join(b.folder, whole.id, 'archive-1.purser');
    const bytes = await b.target.read(`${whole.id}/archive-1.purser`, 0, whole.bytes ?? 0);
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    writeFileSync(archive, bytes);
    await b.house.get(VerifyBackupJob).run({ payload: { runId: whole.id }, signal });
    expect(await b.run(whole.id)).toMatchObject({ state: 'corrupt', errorCode: 'corrupt_block' });

    rmSync(b.folder, { recursive: true });
    writeFileSync(b.folder, 'no folder');
    expect(await b.take()).toMatchObject({ state: 'failed', errorCode: 'target_missing' });
  }, 60_000);
});

describe('a bucket to which another process writes', () => {
  it('is asked again as the house would, and the house counts it', async () => {
    const s3 = await FakeS3.open();
    const b = await BackupHouse.open({ ownProcessFrom: 0, folder: undefined, s3: s3.options });
    try {
      const quick = { partBytes: 5 << 20, connectMs: 300, requestMs: 500, pauseMs: 1 };
      Object.assign(b.house.get(BackupTargets), { all: [new S3Bucket(s3.options, undefined, quick)] });
      const run = await b.take();
      expect(run).toMatchObject({ state: 'verified', target: 's3' });
      const verifying = b.house.get(VerifyBackupJob).run({ payload: { runId: run.id }, signal });
      await until(async () => (engines().length > 0 ? true : undefined));
      s3.fail('GetObject', 'truncate', 2);
      await verifying;
      expect(s3.plan).toMatchObject([{ times: 0 }]);
      expect(await b.run(run.id)).toMatchObject({ state: 'verified' });
      const { text } = await b.house.request().get('/metrics');
      expect(text).toMatch(/purser_backup_upload_retries_total\{reason="read"\} [1-9]/);
    } finally {
      await b.close();
      await s3.close();
    }
  }, 60_000);
});
