import { failureOf } from '../../plugins/backup/backend/failure.js';
import { verify } from '../../plugins/backup/backend/run/verification.js';
import { BackupTargets } from '../../plugins/backup/backend/target/backup-targets.service.js';
import { S3Bucket } from '../../plugins/backup/backend/target/s3-bucket.target.js';
import { BackupHouse } from '../support/backup-house.js';
import { FakeS3, type Fault } from '../support/fake-s3.js';
import { aCustomer } from '../support/people.js';
import { aStore, type TestStore } from '../support/sync-house.js';

const EVENTS = 12;
const quick = { partBytes: 5 << 20, connectMs: 300, requestMs: 500, pauseMs: 1 };

describe('backups into a bucket', () => {
  let s3: FakeS3;
  let b: BackupHouse;
  let store: TestStore;

  beforeAll(async () => {
    s3 = await FakeS3.open();
    b = await BackupHouse.open({ folder: undefined, s3: s3.options });
    // The times of production are too long to wait for.
    Object.assign(b.house.get(BackupTargets), { all: [new S3Bucket(s3.options, undefined, quick)] });
    const ada = await aCustomer(b.house);
    store = await aStore(b.house, ada);
    // More than one part.
    for (let each = 0; each < EVENTS; each += 1) {
      await b.sql(
        `INSERT INTO sync_event SELECT $1, $2, 100, now(), 'e', 'c', 's',
           to_json((SELECT string_agg(md5(random()::text || k), '') FROM generate_series(1, 40000) k))`,
        [store.storeId, each + 1],
      );
    }
    await b.sql('UPDATE sync_store_log SET head = $2, events = $2 WHERE store_id = $1', [store.storeId, EVENTS]);
  }, 120_000);
  afterAll(async () => {
    await b?.close();
    await s3?.close();
  });
  beforeEach(() => {
    s3.plan.length = 0;
    s3.seen.length = 0;
    s3.objects.clear();
    s3.uploads.clear();
    s3.secretIsRight = true;
  });

  const expectWhole = async (id: string) => {
    s3.plan.length = 0;
    const backup = await b.openBackup(id);
    await verify(backup, new AbortController().signal);
    expect(backup.manifest.tables.find(({ name }) => name === 'sync_event')?.rows).toBe(EVENTS);
  };

  it('are sent in parts, manifest last and under a condition', async () => {
    const run = await b.take();
    expect(run).toMatchObject({ state: 'verified', target: 's3' });
    expect(s3.seen.filter((each) => each === 'UploadPart').length).toBeGreaterThan(1);
    expect(s3.seen.indexOf('PutObject')).toBeGreaterThan(s3.seen.lastIndexOf('UploadPart'));
    expect([...s3.objects.keys()].sort()).toEqual([`p/${run.id}/archive-1.purser`, `p/${run.id}/manifest.json`]);
  }, 60_000);

  const passing: [string, string, Fault, number][] = [
    ['five 503 for a part', 'UploadPart', { status: 503, code: 'SlowDown' }, 5],
    ['a conflict at the manifest', 'PutObject', { status: 409, code: 'ConditionalRequestConflict' }, 2],
    ['a reset in the middle', 'UploadPart', 'reset', 1],
    ['no answer for a while', 'UploadPart', 'hang', 1],
    ['the lost answer to the beginning of an upload', 'CreateMultipartUpload', 'lost-reply', 1],
    ['the lost answer to the manifest', 'PutObject', 'lost-reply', 1],
    ['a cut-off read', 'GetObject', 'truncate', 2],
    ['five 503 while reading', 'GetObject', { status: 503, code: 'SlowDown' }, 5],
  ];
  it.each(passing)(
    'get over %s',
    async (_, operation, fault, times) => {
      s3.fail(operation, fault, times);
      const run = await b.take();
      expect(run).toMatchObject({ state: 'verified', errorCode: null });
      await expectWhole(run.id);
      expect(s3.uploads.size).toBe(0);
    },
    60_000,
  );

  it('hold when the answer to the last part of an upload is lost', async () => {
    s3.fail('CompleteMultipartUpload', 'lost-reply', 1);
    const run = await b.take();
    expect(run.state).toBe('verified');
    await expectWhole(run.id);
  }, 60_000);

  it('are found corrupt when a bit is flipped on the way back', async () => {
    s3.fail('GetObject', 'corrupt', 1, 'archive');
    const run = await b.take();
    expect(run).toMatchObject({ state: 'corrupt', errorCode: 'corrupt_block' });
  }, 60_000);

  const ending: [string, string, Fault, string][] = [
    ['no room', 'UploadPart', { status: 507, code: 'StorageFull' }, 'target_full'],
    ['no right to write', 'CreateMultipartUpload', { status: 403, code: 'AccessDenied' }, 'target_denied'],
    ['no answer at all', 'UploadPart', { status: 500, code: 'InternalError' }, 'target_unreachable'],
  ];
  it.each(ending)(
    'fail truthfully with %s, and leave nothing',
    async (_, operation, fault, code) => {
      s3.fail(operation, fault, 1_000);
      const run = await b.take();
      expect(run).toMatchObject({ state: 'failed', errorCode: code });
      expect(s3.objects.size).toBe(0);
      expect(s3.uploads.size).toBe(0);
    },
    60_000,
  );

  it('fail truthfully with credentials that are wrong', async () => {
    s3.secretIsRight = false;
    expect(await b.take()).toMatchObject({ state: 'failed', errorCode: 'target_denied' });
  }, 60_000);

  it('are told from others by a condition, and tried out', async () => {
    const bucket = new S3Bucket(s3.options, undefined, quick);
    expect(await bucket.probe()).toMatchObject({ conditionalWrites: true });
    expect(s3.objects.size).toBe(0);
    const elsewhere = new S3Bucket({ ...s3.options, bucket: 'nowhere' }, undefined, quick);
    expect(failureOf(await elsewhere.probe().catch((error: unknown) => error)).code).toBe('target_missing');
  }, 60_000);
});
