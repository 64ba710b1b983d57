import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { createEmptyDatabase, type TestDatabase } from '@purser/kit/testing/test-database';
import pg from 'pg';
import { runCommandLine } from '../../backend/cli/run-command-line.js';
import { readEnv } from '../../backend/env.js';
import { plugins } from '../../backend/plugins.js';
import { TEST_KEYS } from '../support/backup-house.js';
import { aCustomer } from '../support/people.js';
import { aStore } from '../support/sync-house.js';

describe('backups at the command line', () => {
  const place = mkdtempSync(path.join(tmpdir(), 'purser-commands-'));
  const printed: string[] = [];
  let house: TestHouse;
  let empty: TestDatabase;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: plugins({ SIGNING_KEYS: undefined }) });
    empty = await createEmptyDatabase();
    await aStore(house, await aCustomer(house, 'Kept'));
    jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
    jest.spyOn(console, 'error').mockImplementation((line: string) => void printed.push(line));
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await house?.close();
    await empty?.drop();
    rmSync(place, { recursive: true, force: true });
  });

  const purser = async (databaseUrl: string, keys: string, ...words: string[]) => {
    printed.length = 0;
    const env = readEnv({
      NODE_ENV: 'test',
      DATABASE_URL: databaseUrl,
      BACKUP_KEYS: keys,
      BACKUP_FOLDER: path.join(place, 'bucket'),
      PURSER_DATA_DIR: path.join(place, 'data'),
    });
    return { code: await runCommandLine(words, env), text: printed.join('\n') };
  };

  it('are taken, listed, verified and drilled', async () => {
    const taken = await purser(house.databaseUrl, TEST_KEYS, 'backup', 'run');
    expect(taken).toMatchObject({ code: 0, text: expect.stringContaining('verified') });
    const listed = await purser(house.databaseUrl, TEST_KEYS, 'backup', 'list');
    expect(listed).toMatchObject({ code: 0, text: expect.stringMatching(/full {2}1 workspaces .* key test$/) });
    expect(await purser(house.databaseUrl, TEST_KEYS, 'backup', 'verify', 'latest')).toMatchObject({ code: 0 });
    expect(await purser(house.databaseUrl, TEST_KEYS, 'backup', 'drill', 'latest')).toMatchObject({ code: 0 });
  });

  it('say what is wrong, and that nothing was changed', async () => {
    const other = `test:${Buffer.alloc(32, 9).toString('base64')}`;
    const wrong = await purser(house.databaseUrl, other, 'backup', 'restore', 'latest', '--everything');
    expect(wrong).toMatchObject({ code: 1, text: expect.stringMatching(/Nothing was changed: key_wrong/) });
    const retired = `new:${Buffer.alloc(32, 9).toString('base64')}`;
    const missing = await purser(house.databaseUrl, retired, 'backup', 'verify', 'latest');
    expect(missing).toMatchObject({ code: 1, text: expect.stringContaining('key_missing') });
    expect(await purser(house.databaseUrl, TEST_KEYS, 'backup', 'verify', 'nonsense')).toMatchObject({ code: 1 });
  });

  it('bring everything back on a machine that has nothing but the bucket and the key', async () => {
    const restored = await purser(empty.url, TEST_KEYS, 'backup', 'restore', 'latest', '--everything');
    expect(restored).toMatchObject({ code: 0, text: expect.stringContaining('are restored') });
    const client = new pg.Client({ connectionString: empty.url });
    await client.connect();
    try {
      const { rows } = await client.query(`SELECT u.name FROM workspace w JOIN auth_user u ON u.id = w.owner_id`);
      expect(rows).toEqual([{ name: 'Kept' }]);
    } finally {
      await client.end();
    }
  });
});
