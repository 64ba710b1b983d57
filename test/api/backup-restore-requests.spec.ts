import { RateLimits } from '@purser/kit/backend/limits';
import { LostRestores } from '../../plugins/backup/backend/restore/lost-restores.service.js';
import { restoreRequestsList } from '../../plugins/backup/backend/restore-request/restore-requests.list.js';
import { RESTORE_REQUESTS } from '../../plugins/backup/backend/restore-request/restore-requests.service.js';
import { BackupRetention } from '../../plugins/backup/backend/retention/backup-retention.service.js';
import { BackupHouse } from '../support/backup-house.js';
import { everyListQuery } from '../support/every-list-query.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore, join, type TestStore } from '../support/sync-house.js';

describe('an owner who asks for a restore', () => {
  let b: BackupHouse;
  let owner: TestPerson;
  let admin: TestPerson;
  let operator: TestPerson;
  let store: TestStore;
  let backupId: string;
  let name: string;

  beforeAll(async () => {
    b = await BackupHouse.open();
    owner = await aCustomer(b.house);
    admin = await aCustomer(b.house, 'Ben');
    operator = await anOperator(b.house);
    store = await aStore(b.house, owner);
    await join(b.house, store, admin, 'admin');
    await b.push(store, [{ name: 'e', args: '{}' }]);
    backupId = (await b.take()).id;
    [{ name }] = (await b.sql('SELECT name FROM workspace WHERE id = $1', [store.workspaceId])) as [{ name: string }];
  });
  afterAll(() => b?.close());
  afterEach(() => b.sql(`UPDATE backup_restore_request SET state = 'withdrawn' WHERE state = 'requested'`));
  // Five a day are enough for people, and too few for a test.
  beforeEach(() => b.house.get<RateLimits>(RateLimits as never).reset(RESTORE_REQUESTS, store.workspaceId));

  const as = (person: TestPerson, method: 'get' | 'post', path: string, workspaceId = store.workspaceId) =>
    b.house.request()[method](`/api/workspaces/${workspaceId}/${path}`).set('Authorization', person.bearer);
  const inConsole = (person: TestPerson, method: 'get' | 'post', path: string) =>
    b.house.request()[method](`/api/console/${path}`).set('Authorization', person.bearer);
  const ask = (reason = 'the board is gone') => as(owner, 'post', 'restore-requests').send({ backupId, reason });
  const restore = (requestId: string, body: object = {}) =>
    inConsole(operator, 'post', `backups/${backupId}/restore`).send({
      mode: 'copy',
      workspaceId: store.workspaceId,
      reason: 'asked for',
      requestId,
      ...body,
    });
  const stateOf = async (id: string) =>
    (await inConsole(operator, 'get', `restore-requests/${id}`).expect(200)).body.state;
  const mailsOf = async (person: TestPerson, template: string) =>
    (await b.house.mails(person.email)).filter((mail) => mail.template === template);
  const noted = async (id: string) =>
    (await b.sql('SELECT what FROM house_audit WHERE subject_id = $1 ORDER BY at', [id])).map(({ what }) => what);

  it('chooses among the backups that hold the workspace, and no others', async () => {
    const other = await aStore(b.house, owner);
    const alone = await b.take({ workspaceId: other.workspaceId });
    const { body } = await as(owner, 'get', 'restore-moments').expect(200);
    expect(body.map((moment: { backupId: string }) => moment.backupId)).toEqual([backupId]);
    // It is younger than the backup of everything.
    const theirs = await as(owner, 'get', 'restore-moments', other.workspaceId).expect(200);
    expect(theirs.body.map((moment: { backupId: string }) => moment.backupId)).toEqual([alone.id]);
    const wrong = await as(owner, 'post', 'restore-requests')
      .send({ backupId: alone.id, reason: 'why not' })
      .expect(404);
    expect(wrong.body.code).toBe('restore_moment_gone');
  });

  it('has one request open however often they ask at once; every operator who can do it is told', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask()));
    const made = asked.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    for (const { status, body } of asked) if (status !== 201) expect(body.code).toBe('restore_request_open');
    const id = made[0]?.body.id;
    const [mail, ...more] = await mailsOf(operator, 'backup.restore-asked');
    expect(more).toEqual([]);
    expect(mail?.data).toMatchObject({ workspace: name, name: owner.name, reason: 'the board is gone' });
    expect(mail?.data.link).toBe(`${b.house.config.consoleUrl}/console/restore-requests/${id}/show`);
    const back = await as(owner, 'post', `restore-requests/${id}/withdraw`).expect(200);
    expect(back.body.state).toBe('withdrawn');
    const again = await as(owner, 'post', `restore-requests/${id}/withdraw`).expect(409);
    expect(again.body.code).toBe('restore_request_over');
    expect(await noted(id)).toEqual(['backup.restore-asked', 'backup.restore-withdrawn']);
  });

  it('is told why it was declined, and may ask again', async () => {
    const { body } = await ask().expect(201);
    const decline = () =>
      inConsole(operator, 'post', `restore-requests/${body.id}/decline`).send({ reason: 'it is in the archive' });
    const answers = await Promise.all(Array.from({ length: 20 }, decline));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const [mail, ...more] = await mailsOf(owner, 'backup.restore-declined');
    expect(more).toEqual([]);
    expect(mail?.data).toMatchObject({ answer: 'it is in the archive', workspace: name });
    const [listed] = (await as(owner, 'get', 'restore-requests').expect(200)).body;
    expect(listed).toMatchObject({ id: body.id, state: 'declined', answer: 'it is in the archive' });
    expect((await restore(body.id).expect(409)).body.code).toBe('restore_request_over');
    expect(await noted(body.id)).toEqual(['backup.restore-asked', 'backup.restore-declined']);
    await ask('once more').expect(201);
  });

  it('gets it: trying answers nothing, approving restores, and they are told where it is', async () => {
    const { body } = await ask().expect(201);
    await restore(body.id, { dryRun: true }).expect(201);
    expect((await b.house.runJobs()).failed).toEqual([]);
    expect(await stateOf(body.id)).toBe('requested');
    await restore(body.id, { label: 'back' }).expect(201);
    expect(await stateOf(body.id)).toBe('approved');
    expect((await ask().expect(409)).body.code).toBe('restore_request_open');
    expect((await b.house.runJobs()).failed).toEqual([]);
    const [done] = (await as(owner, 'get', 'restore-requests').expect(200)).body;
    expect(done).toMatchObject({ id: body.id, state: 'done' });
    const [mail] = await mailsOf(owner, 'backup.restore-done');
    expect(mail?.data).toMatchObject({ beside: true });
    expect(mail?.data.link).toContain(done.restoredWorkspaceId);
    // The copy is younger than the backup it comes from, which does not hold it.
    expect((await as(owner, 'get', 'restore-moments', done.restoredWorkspaceId).expect(200)).body).toEqual([]);
    expect(await noted(body.id)).toEqual(['backup.restore-asked', 'backup.restore-approved']);
  });

  it('keeps the request through a restore in place, and has it open again when one fails', async () => {
    const { body } = await ask().expect(201);
    // A copy of that name is there already.
    await restore(body.id, { label: 'back' }).expect(201);
    await b.house.runJobs();
    expect(await stateOf(body.id)).toBe('requested');
    const asked = await restore(body.id, { label: 'dead' }).expect(201);
    await b.sql(
      `UPDATE backup_restore SET state = 'running', lease_until = clock_timestamp() - interval '1 s' WHERE id = $1`,
      [asked.body.id],
    );
    await b.house.get(LostRestores).end();
    expect(await stateOf(body.id)).toBe('requested');
    await restore(body.id, { mode: 'in-place', confirm: name }).expect(201);
    expect((await b.house.runJobs()).failed).toEqual([]);
    expect(await stateOf(body.id)).toBe('done');
    const mails = await mailsOf(owner, 'backup.restore-done');
    expect(mails.map(({ data }) => data.beside).sort()).toEqual([false, true]);
  });

  it('keeps the backup from being deleted until there is an answer', async () => {
    await ask().expect(201);
    await b.sql(`UPDATE backup_run SET expires_at = clock_timestamp() - interval '1 day' WHERE id = $1`, [backupId]);
    expect(await b.house.get(BackupRetention).pruneExpired()).toBe(0);
    await b.sql('UPDATE backup_run SET expires_at = NULL WHERE id = $1', [backupId]);
  });

  it('is an owner: other members, strangers and operators without the permission may not', async () => {
    await as(admin, 'get', 'restore-moments').expect(403);
    await as(admin, 'post', 'restore-requests').send({ backupId, reason: 'please' }).expect(403);
    const stranger = await aCustomer(b.house, 'Cleo');
    await as(stranger, 'get', 'restore-requests').expect(404);
    await as(stranger, 'post', 'restore-requests').send({ backupId, reason: 'please' }).expect(404);
    const { body } = await ask().expect(201);
    const theirs = await aStore(b.house, stranger);
    const path = `restore-requests/${body.id}/withdraw`;
    expect((await as(stranger, 'post', path, theirs.workspaceId).expect(404)).body.code).toBe(
      'restore_request_not_found',
    );
    const auditor = await anOperator(b.house, ['auditor']);
    await inConsole(auditor, 'get', 'restore-requests').expect(200);
    await inConsole(auditor, 'post', `restore-requests/${body.id}/decline`).send({ reason: 'no way' }).expect(403);
    // Of another workspace it answers nothing.
    expect((await restore(body.id, { workspaceId: theirs.workspaceId }).expect(409)).body.code).toBe(
      'restore_request_over',
    );
    for (const query of everyListQuery(restoreRequestsList)) {
      await inConsole(operator, 'get', `restore-requests?${query}`).expect(200);
    }
  });
});
