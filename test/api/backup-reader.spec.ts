import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { BackupHouse, hostileArgs, TEST_KEYS } from '../support/backup-house.js';
import { aCustomer } from '../support/people.js';
import { aStore, type TestStore } from '../support/sync-house.js';

const root = path.resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

describe('the reader beside the format', () => {
  let b: BackupHouse;
  let store: TestStore;
  let backupId: string;
  const place = mkdtempSync(path.join(tmpdir(), 'purser-reader-'));
  const reader = path.join(place, 'read-backup.mjs');

  beforeAll(async () => {
    b = await BackupHouse.open();
    const ada = await aCustomer(b.house);
    store = await aStore(b.house, ada);
    await aStore(b.house, ada);
    await b.push(
      store,
      hostileArgs.map((args) => ({ name: 'e', args })),
    );
    backupId = (await b.take()).id;
    // Alone, with nothing of ours around it.
    copyFileSync(path.join(root, 'docs/read-backup.mjs'), reader);
    symlinkSync(path.join(root, 'node_modules'), path.join(place, 'node_modules'));
  });
  afterAll(async () => {
    await b?.close();
    rmSync(place, { recursive: true, force: true });
  });

  const read = (...args: string[]) =>
    run(process.execPath, [reader, path.join(b.folder, backupId), ...args], {
      env: { PATH: process.env.PATH, BACKUP_KEYS: TEST_KEYS },
      maxBuffer: 1 << 26,
    });

  it('imports nothing of ours and stays short', () => {
    const source = readFileSync(reader, 'utf8');
    const imports = [...source.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, name]) => name);
    expect(imports.filter((name) => !name?.startsWith('node:'))).toEqual(['@mongodb-js/zstd']);
    expect(source.split('\n').length).toBeLessThan(120);
  });

  it('tells the same text as we read', async () => {
    const { stdout } = await read(store.workspaceId);
    const ours = await b.textOf(backupId, store.workspaceId);
    expect(stdout).toContain(`FROM stdin;\n${ours.sync_event}\\.\n`);
    const { stdout: one } = await read(store.workspaceId, 'sync_event');
    expect(one).toMatch(/^COPY sync_event \(/);
    expect(one.endsWith(`FROM stdin;\n${ours.sync_event}\\.\n`)).toBe(true);
    expect(one.match(/^COPY /gm)).toHaveLength(1);
    const { stdout: list } = await read('--list');
    expect(list.split('\n').filter(Boolean)).toHaveLength(3);
    const { stdout: all } = await read();
    expect(all).toContain('COPY auth_user (');
  });

  it('does not believe another key', async () => {
    const other = run(process.execPath, [reader, path.join(b.folder, backupId)], {
      env: { PATH: process.env.PATH, BACKUP_KEYS: `test:${Buffer.alloc(32, 8).toString('base64')}` },
    });
    await expect(other).rejects.toThrow();
  });
});
