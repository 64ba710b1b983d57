/** The machine is gone: a bucket, the key and one command bring the accounts and the work back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { createEmptyDatabase } from '@purser/kit/testing/test-database';
import { runCommandLine } from '../../backend/cli/run-command-line.js';
import { readEnv } from '../../backend/env.js';
import { plugins } from '../../backend/plugins.js';
import { TEST_KEYS } from '../support/backup-house.js';
import { confirmed, signIn } from '../support/customer.js';
import { FakeS3 } from '../support/fake-s3.js';
import { aStore } from '../support/sync-house.js';

describe('a lost machine', () => {
  let s3: FakeS3;
  const place = mkdtempSync(path.join(tmpdir(), 'purser-disaster-'));
  const printed: string[] = [];

  beforeAll(async () => {
    s3 = await FakeS3.open();
    jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
    jest.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line));
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await s3?.close();
    rmSync(place, { recursive: true, force: true });
  });

  /** A machine of its own: nothing of it is in any folder the other one saw. */
  const purser = async (machine: string, databaseUrl: string, ...words: string[]) => {
    const { endpoint, bucket, accessKeyId, secretAccessKey, prefix } = s3.options;
    const env = readEnv({
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      PURSER_DATA_DIR: path.join(place, machine),
      BACKUP_KEYS: TEST_KEYS,
      BACKUP_PREFIX: prefix,
      S3_ENDPOINT: endpoint,
      S3_BUCKET: bucket,
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    });
    printed.length = 0;
    return { code: await runCommandLine(words, env), text: printed.join('\n') };
  };
  const open = (databaseUrl?: string) =>
    createTestHouse({ plugins: plugins({ SIGNING_KEYS: undefined }), databaseUrl });
  const eventsOf = (house: TestHouse) =>
    house.dataSource.query('SELECT seq, name, args::text AS args FROM sync_event ORDER BY seq');

  it('is replaced by one command: people sign in, and their tasks are there', async () => {
    const lost = await open();
    const email = await confirmed(lost);
    const { userId, bearer } = await signIn(lost, email);
    const store = await aStore(lost, { id: userId, email, name: 'Ada', sessionId: '', bearer });
    await lost.dataSource.query(
      `INSERT INTO sync_event SELECT $1, n, 40, now(), 'v1.TaskCreated', 'c', 's', json_build_object('id', n, 'title', 'Task ' || n)
         FROM generate_series(1, 40) n`,
      [store.storeId],
    );
    await lost.dataSource.query('UPDATE sync_store_log SET head = 40, events = 40 WHERE store_id = $1', [
      store.storeId,
    ]);
    const before = await eventsOf(lost);
    expect(await purser('lost', lost.databaseUrl, 'backup', 'run')).toMatchObject({ code: 0 });
    await lost.close();
    rmSync(path.join(place, 'lost'), { recursive: true, force: true });

    const empty = await createEmptyDatabase();
    try {
      const { code, text } = await purser('new', empty.url, 'backup', 'restore', 'latest', '--everything');
      expect({ code, text }).toMatchObject({ code: 0, text: expect.stringMatching(/are restored[\s\S]*That took/) });
      const house = await open(empty.url);
      try {
        const again = await signIn(house, email);
        expect(again.userId).toBe(userId);
        const { body } = await house
          .request()
          .get(`/api/workspaces/${store.workspaceId}`)
          .set('Authorization', again.bearer)
          .expect(200);
        expect(body.id).toBe(store.workspaceId);
        await house
          .request()
          .post('/api/sync/tickets')
          .set('Authorization', again.bearer)
          .send({ workspaceId: store.workspaceId })
          .expect((answer) => expect(answer.status).toBeLessThan(300));
        expect(await eventsOf(house)).toEqual(before);
        // The session of the lost machine is not one of the new one.
        await house.request().get('/api/auth/me').set('Authorization', bearer).expect(401);
      } finally {
        await house.close();
      }
    } finally {
      await empty.drop();
    }
  });
});
