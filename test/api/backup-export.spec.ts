import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BackupHouse, hostileArgs } from '../support/backup-house.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aStore, type TestStore } from '../support/sync-house.js';

describe('backups into a folder', () => {
  let b: BackupHouse;
  let ada: TestPerson;
  let stores: TestStore[];

  beforeAll(async () => {
    b = await BackupHouse.open();
    ada = await aCustomer(b.house);
    stores = await Promise.all([0, 1, 2].map(() => aStore(b.house, ada)));
    for (const store of stores) {
      await b.push(
        store,
        hostileArgs.map((args) => ({ name: `in ${store.storeId}`, args })),
      );
    }
    const [large] = stores as [TestStore];
    await b.push(large, [{ name: 'large', args: JSON.stringify('x'.repeat(500_000)) }]);
    await b.push(
      large,
      Array.from({ length: 50 }, (_, n) => ({ name: 'noise', args: JSON.stringify(noise(n, 60_000)) })),
    );
  });
  afterAll(() => b?.close());

  it('are taken, verified, and told truthfully', async () => {
    const run = await b.take();
    expect(run).toMatchObject({ state: 'verified', kind: 'full', errorCode: null });
    const { manifest, reader } = await b.openBackup(run.id);
    expect(manifest.workspaces).toBe(3);
    expect(manifest.excluded).toEqual(
      expect.arrayContaining(['auth_session', 'auth_token', 'sync_ticket', 'house_mail']),
    );
    for (const { name, rows } of manifest.tables) {
      const [{ count }] = await b.sql(`SELECT count(*)::integer AS count FROM ${name}`);
      // The audit row of the end came after the snapshot.
      if (!name.startsWith('house_audit')) expect([name, rows]).toEqual([name, count]);
    }
    expect(reader.segmentOf(stores[0]?.workspaceId ?? '')?.log).toMatchObject({ head: hostileArgs.length + 51 });
    expect(readdirSync(path.join(b.folder, run.id)).sort()).toEqual(['archive-1.purser', 'manifest.json']);
  });

  it('keep every byte of what clients wrote', async () => {
    const run = await b.take();
    const [store] = stores as [TestStore];
    const text = (await b.textOf(run.id, store.workspaceId)).sync_event ?? '';
    const lines = text.split('\n').slice(0, -1);
    expect(lines).toHaveLength(hostileArgs.length + 51);
    const args = lines.slice(0, hostileArgs.length).map((line) => unescaped(line.split('\t').at(-1) ?? ''));
    expect(args).toEqual(hostileArgs);
  });

  it('hold nothing readable outside of the cipher', async () => {
    const run = await b.take();
    const files = readdirSync(path.join(b.folder, run.id)).map((name) =>
      readFileSync(path.join(b.folder, run.id, name)),
    );
    for (const secret of [ada.email, ada.id, stores[0]?.workspaceId ?? '', stores[0]?.storeId ?? '']) {
      for (const file of files) expect(file.includes(secret)).toBe(false);
    }
  });

  it('of one workspace hold no id of another', async () => {
    const [one, ...others] = stores as [TestStore, TestStore, TestStore];
    const run = await b.take({ workspaceId: one.workspaceId });
    expect(run).toMatchObject({ state: 'verified', kind: 'workspace', workspaceId: one.workspaceId });
    const { reader } = await b.openBackup(run.id);
    expect(reader.index.segments.map(({ name }) => name)).toEqual([one.workspaceId]);
    const text = JSON.stringify(await b.textOf(run.id, one.workspaceId));
    expect(text).toContain(one.storeId);
    for (const { workspaceId, storeId, backendId } of others) {
      for (const id of [workspaceId, storeId, backendId]) expect(text).not.toContain(id);
    }
  });

  it('of a workspace that is not there fail and leave nothing', async () => {
    const run = await b.take({ workspaceId: '01900000-0000-7000-8000-000000000000' });
    expect(run).toMatchObject({ state: 'failed', errorCode: 'workspace_gone' });
    expect(readdirSync(b.folder)).not.toContain(run.id);
  });

  it('are found corrupt wherever a bit is flipped or the end is missing', async () => {
    const run = await b.take();
    const file = path.join(b.folder, run.id, 'archive-1.purser');
    const sound = readFileSync(file);
    const seen = new Set<string>();
    for (let tried = 0; tried < 20; tried += 1) {
      const broken = Buffer.from(sound);
      const at = Math.floor((tried + Math.random()) * (sound.length / 20));
      broken.writeUInt8(broken.readUInt8(at) ^ (1 << Math.floor(Math.random() * 8)), at);
      writeFileSync(file, broken);
      seen.add(await verdict(b, run.id));
    }
    writeFileSync(file, sound.subarray(0, sound.length - 10));
    seen.add(await verdict(b, run.id));
    expect(seen.has('sound')).toBe(false);
    writeFileSync(file, sound);
    expect(await verdict(b, run.id)).toBe('sound');
  });

  it('are not believed when their manifest was changed', async () => {
    const run = await b.take();
    const file = path.join(b.folder, run.id, 'manifest.json');
    const sound = readFileSync(file, 'utf8');
    const { manifest, signature } = JSON.parse(sound);
    manifest.tables[0].rows += 1;
    writeFileSync(file, JSON.stringify({ manifest, signature }));
    expect(await verdict(b, run.id)).toBe('corrupt_manifest');
  });

  it('fail when there is a table that no plugin speaks for', async () => {
    await b.sql('CREATE TABLE guest_word (id uuid PRIMARY KEY)');
    const run = await b.take();
    await b.sql('DROP TABLE guest_word');
    expect(run).toMatchObject({
      state: 'failed',
      errorCode: 'table_undeclared',
      error: expect.stringContaining('guest_word'),
    });
    expect(readdirSync(b.folder)).not.toContain(run.id);
  });

  it('asked for twice with one key are one', async () => {
    const [first, second] = [await b.ask({ key: 'button-1' }), await b.ask({ key: 'button-1' })];
    expect(second).toBe(first);
  });
});

async function verdict(b: BackupHouse, id: string): Promise<string> {
  const { verify } = await import('../../plugins/backup/backend/run/verification.js');
  const { failureOf } = await import('../../plugins/backup/backend/failure.js');
  try {
    await verify(await b.openBackup(id), new AbortController().signal);
    return 'sound';
  } catch (error) {
    return failureOf(error).code;
  }
}

/** Text that no codec makes small. */
function noise(seed: number, length: number): string {
  let state = seed + 1;
  let text = '';
  for (let each = 0; each < length; each += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += String.fromCharCode(97 + ((state >>> 24) % 26));
  }
  return text;
}

/** A value as COPY escapes it. */
function unescaped(value: string): string {
  const letters: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };
  return value.replace(/\\(.)/gs, (_, letter: string) => letters[letter] ?? letter);
}
