import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { backupsList } from '../../plugins/backup/backend/console/backups.list.js';
import { drillsList, restoresList } from '../../plugins/backup/backend/console/restores.list.js';
import { BackupHouse, TEST_KEYS } from '../support/backup-house.js';
import { everyListQuery } from '../support/every-list-query.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore, type TestStore } from '../support/sync-house.js';

describe('backups in the console', () => {
  let b: BackupHouse;
  let owner: TestPerson;
  let store: TestStore;

  beforeAll(async () => {
    b = await BackupHouse.open();
    owner = await anOperator(b.house);
    store = await aStore(b.house, await aCustomer(b.house));
    await b.push(store, [{ name: 'e', args: '{}' }]);
  });
  afterAll(() => b?.close());

  const as = (person: TestPerson, method: 'get' | 'post', path: string) =>
    b.house.request()[method](`/api/console/${path}`).set('Authorization', person.bearer);
  const settled = async (path: string) => {
    expect((await b.house.runJobs()).failed).toEqual([]);
    return (await as(owner, 'get', path).expect(200)).body;
  };

  it('are taken at a button, once however often it is pressed, and verified', async () => {
    const body = { key: 'pressed-once', reason: 'before the release' };
    const pressed = await Promise.all(Array.from({ length: 5 }, () => as(owner, 'post', 'backups').send(body)));
    expect(new Set(pressed.map((answer) => answer.body.id)).size).toBe(1);
    const run = await settled(`backups/${pressed[0]?.body.id}`);
    expect(run).toMatchObject({ state: 'verified', kind: 'full', errorCode: null, workspaces: 1, keyId: 'test' });
    const list = await as(owner, 'get', 'backups?range=[0,9]&filter={"state":"verified"}').expect(200);
    expect(list.headers['content-range']).toMatch(/^backups 0-\d+\/\d+$/);
  });

  it('are cancelled while they wait, and not after', async () => {
    const { body } = await as(owner, 'post', 'backups').send({}).expect(201);
    const cancelled = await as(owner, 'post', `backups/${body.id}/cancel`).expect(200);
    expect(cancelled.body.state).toBe('cancelled');
    await b.house.runJobs();
    const again = await as(owner, 'post', `backups/${body.id}/cancel`).expect(409);
    expect(again.body.code).toBe('backup_not_cancellable');
  });

  it('are held with a reason, and let go', async () => {
    const run = await b.take();
    const held = await as(owner, 'post', `backups/${run.id}/hold`).send({ reason: 'lawsuit' }).expect(200);
    expect(held.body).toMatchObject({ heldReason: 'lawsuit', heldAt: expect.any(String) });
    const free = await as(owner, 'post', `backups/${run.id}/release`).expect(200);
    expect(free.body).toMatchObject({ heldReason: null, heldAt: null });
  });

  it('bring a workspace back: dry, as a copy, and in place only when its name was typed', async () => {
    const run = await b.take();
    const ask = (body: object) =>
      as(owner, 'post', `backups/${run.id}/restore`).send({ workspaceId: store.workspaceId, reason: 'asked', ...body });
    const dry = (await ask({ mode: 'in-place', dryRun: true }).expect(201)).body.id;
    expect(await settled(`restores/${dry}`)).toMatchObject({ state: 'succeeded', dryRun: true, newWorkspaceId: null });
    const copy = (await ask({ mode: 'copy', label: 'copy' }).expect(201)).body.id;
    expect((await ask({ mode: 'in-place', confirm: 'wrong' }).expect(400)).body.code).toBe('confirmation_wrong');
    const [{ name }] = await b.sql('SELECT name FROM workspace WHERE id = $1', [store.workspaceId]);
    const inPlace = (await ask({ mode: 'in-place', confirm: name }).expect(201)).body.id;
    expect((await ask({ mode: 'in-place', confirm: name }).expect(409)).body.code).toBe('restore_running');
    const copied = await settled(`restores/${copy}`);
    expect(copied).toMatchObject({ state: 'succeeded', report: { head: { backup: 1 } } });
    expect(copied.newWorkspaceId).not.toBe(store.workspaceId);
    expect(await settled(`restores/${inPlace}`)).toMatchObject({ state: 'succeeded' });
    expect(await b.sql(`SELECT state FROM backup_run WHERE trigger = 'safety'`)).toEqual([{ state: 'verified' }]);
  });

  it('are verified and drilled once more at a button, and found corrupt when they are', async () => {
    const run = await b.take();
    await as(owner, 'post', `backups/${run.id}/verify`).expect(202);
    await as(owner, 'post', `backups/${run.id}/drill`).send({ workspaces: 1 }).expect(202);
    const seen = await settled(`backups/${run.id}`);
    expect(seen).toMatchObject({ state: 'verified', drilledAt: expect.any(String) });
    expect(Date.parse(seen.verifiedAt)).toBeGreaterThan(run.finishedAt?.getTime() ?? 0);
    const [archive = ''] = readdirSync(path.join(b.folder, run.id)).filter((name) => name.endsWith('.purser'));
    const file = path.join(b.folder, run.id, archive);
    const bytes = readFileSync(file);
    bytes.writeUInt8(bytes.readUInt8(200) ^ 1, 200);
    writeFileSync(file, bytes);
    await as(owner, 'post', `backups/${run.id}/verify`).expect(202);
    expect(await settled(`backups/${run.id}`)).toMatchObject({ state: 'corrupt', errorCode: 'corrupt_block' });
    const mails = await b.house.mails(owner.email);
    expect(mails.map(({ template }) => template)).toContain('backup.failed');
    await as(owner, 'post', `backups/${run.id}/verify`).expect(409);
  });

  it('are downloaded as they lie there, and the trail says by whom', async () => {
    const run = await b.take();
    const { body, headers } = await as(owner, 'get', `backups/${run.id}/archive`).buffer(true).parse(whole).expect(200);
    expect(body).toHaveLength(run.bytes ?? 0);
    expect(headers['content-disposition']).toContain(`${run.id}.purser`);
    await as(owner, 'get', `backups/${run.id}/manifest`).expect(200);
    const taken = await b.sql(
      `SELECT entry FROM house_audit WHERE entry::text LIKE '%backup.downloaded%' AND entry::text LIKE $1`,
      [`%${run.id}%`],
    );
    expect(taken).toHaveLength(2);
    await as(await anOperator(b.house, ['auditor']), 'get', `backups/${run.id}/archive`).expect(403);
  });

  it('have targets that are tried out, and keys that are named and never shown', async () => {
    const { body, text } = await as(owner, 'get', 'backup-targets').expect(200);
    expect(body).toMatchObject({
      targets: [{ name: 'local', ok: true, conditionalWrites: true }],
      keys: { current: 'test' },
    });
    expect(text).not.toContain(TEST_KEYS.split(':')[1]);
  });

  it('are closed to who may not', async () => {
    const support = await anOperator(b.house, ['support']);
    await as(support, 'post', 'backups').send({}).expect(403);
    const customer = await aCustomer(b.house);
    await as(customer, 'get', 'backups').expect(401);
  });

  it.each([backupsList, restoresList, drillsList])('answer every filter and sort they name', async (list) => {
    for (const query of everyListQuery(list)) {
      await as(owner, 'get', `${list.resource}?${query}`).expect(200);
    }
  });
});

function whole(response: NodeJS.EventEmitter, done: (error: Error | null, body: Buffer) => void): void {
  const parts: Buffer[] = [];
  response.on('data', (part: Buffer) => parts.push(part));
  response.on('end', () => done(null, Buffer.concat(parts)));
}
