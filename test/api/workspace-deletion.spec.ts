import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aCrew, as, aWorkspace } from '../support/workspaces.js';

const DAY = 86_400_000;

describe('a workspace that is deleted, transferred, left', () => {
  let house: TestHouse;
  let ada: TestPerson;
  let id: string;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [auth(), workspace({ workspacesPerOwner: 3 })] });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await aCustomer(house);
    id = await aWorkspace(house, ada, 'Straße 7');
  });

  const remove = (body: object, person = ada) => as(house, person, 'delete', `/api/workspaces/${id}`).send(body);
  const undelete = (version: number, person = ada) =>
    as(house, person, 'post', `/api/workspaces/${id}/undelete`).send({ version });
  const deleted = async (person = ada) => (await as(house, person, 'get', '/api/workspaces/deleted').expect(200)).body;

  it('goes when its name is typed, and can be brought back for thirty days', async () => {
    expect((await remove({ name: 'straße 7', version: 1 }).expect(400)).body).toMatchObject({
      code: 'name_mismatch',
      errors: { name: expect.any(String) },
    });
    expect((await remove({ name: 'Straße 7', version: 9 }).expect(412)).body.current).toMatchObject({ id, version: 1 });
    const { body } = await remove({ name: 'Straße 7', version: 1 }).expect(200);
    expect(Math.round((Date.parse(body.purgeAfter) - Date.parse(body.deletedAt)) / DAY)).toBe(30);
    await as(house, ada, 'get', `/api/workspaces/${id}`).expect(404);
    expect(await deleted()).toMatchObject([{ id, name: 'Straße 7', version: 2, members: 1 }]);
    expect(await deleted(await aCustomer(house))).toEqual([]);
    expect((await undelete(1).expect(412)).body.current).toMatchObject({ id, version: 2 });
    expect((await undelete(2).expect(200)).body).toMatchObject({ id, role: 'owner', version: 3 });
    expect(await deleted()).toEqual([]);
  });

  it('wants a password given lately to go or to be handed over', async () => {
    const { id: team, owner, admin } = await aCrew(house);
    await house.dataSource.query(`UPDATE auth_session SET signed_in_at = now() - interval '11 minutes' WHERE id = $1`, [
      owner.sessionId,
    ]);
    const name = (await as(house, owner, 'get', `/api/workspaces/${team}`)).body.name;
    const answers = [
      await as(house, owner, 'delete', `/api/workspaces/${team}`).send({ name, version: 1 }),
      await as(house, owner, 'post', `/api/workspaces/${team}/transfer`).send({ userId: admin.id, version: 1 }),
    ];
    for (const { status, body } of answers) expect([status, body.code]).toEqual([403, 'reauthentication_required']);
  });

  it('comes back only where there is room for its name and its place', async () => {
    await remove({ name: 'Straße 7', version: 1 }).expect(200);
    const again = await aWorkspace(house, ada, 'STRASSE 7');
    expect((await undelete(2).expect(409)).body.code).toBe('name_taken');
    await as(house, ada, 'patch', `/api/workspaces/${again}`).send({ name: 'Other', version: 1 }).expect(200);
    await aWorkspace(house, ada, 'Two');
    await aWorkspace(house, ada, 'Three');
    expect((await undelete(2).expect(409)).body.code).toBe('workspace_limit');
  });

  it('is erased when its time is over, and not a moment before', async () => {
    await remove({ name: 'Straße 7', version: 1 }).expect(200);
    const purge = async () => {
      await house.dataSource.query(`SELECT graphile_worker.add_job('workspace.purge-workspaces')`);
      const { failed } = await house.runJobs();
      expect(failed).toEqual([]);
      return (await house.dataSource.query('SELECT 1 FROM workspace WHERE id = $1', [id])).length;
    };
    expect(await purge()).toBe(1);
    await house.dataSource.query(`UPDATE workspace SET purge_after = now() - interval '1 second' WHERE id = $1`, [id]);
    expect(await purge()).toBe(0);
    expect((await undelete(2).expect(404)).body.code).toBe('workspace_not_found');
    const [{ what }] = await house.dataSource.query(
      'SELECT what FROM house_audit WHERE workspace_id = $1 ORDER BY at DESC, id DESC LIMIT 1',
      [id],
    );
    expect(what).toBe('workspace.purged');
  });

  it('is handed over in one act: the member an owner, the caller an admin', async () => {
    const { id: team, owner, member } = await aCrew(house);
    const path = `/api/workspaces/${team}/transfer`;
    const to = (userId: string, version = 1) => as(house, owner, 'post', path).send({ userId, version });
    expect((await to(owner.id).expect(409)).body.code).toBe('transfer_to_self');
    expect((await to(ada.id).expect(404)).body.code).toBe('member_not_found');
    expect((await to(member.id, 7).expect(412)).body.code).toBe('stale');
    expect((await to(member.id).expect(200)).body).toMatchObject({ role: 'admin', version: 2 });
    expect((await as(house, member, 'get', `/api/workspaces/${team}`)).body.role).toBe('owner');
    const [row] = await house.dataSource.query('SELECT owner_id, owner_count FROM workspace WHERE id = $1', [team]);
    expect(row).toEqual({ owner_id: member.id, owner_count: 1 });
  });

  it('is handed over only to somebody who may own one more', async () => {
    const { id: team, owner, member } = await aCrew(house);
    for (const name of ['One', 'Two', 'Three']) await aWorkspace(house, member, name);
    const answer = await as(house, owner, 'post', `/api/workspaces/${team}/transfer`).send({
      userId: member.id,
      version: 1,
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'workspace_limit']);
    expect((await as(house, owner, 'get', `/api/workspaces/${team}`)).body.role).toBe('owner');
  });

  it('cannot be left by its last owner', async () => {
    const answer = await as(house, ada, 'post', `/api/workspaces/${id}/leave`).expect(409);
    expect(answer.body.code).toBe('last_owner');
  });

  it('is remembered as the last used one, on every device, while it is there', async () => {
    const last = async () => (await as(house, ada, 'get', '/api/auth/me').expect(200)).body.lastWorkspaceId;
    expect(await last()).toBeNull();
    await as(house, ada, 'put', `/api/workspaces/${id}/last-used`).expect(204);
    expect(await last()).toBe(id);
    await remove({ name: 'Straße 7', version: 1 }).expect(200);
    expect(await last()).toBeNull();
  });

  it('shows its activity to those who run it, without what is staff’s', async () => {
    await as(house, ada, 'patch', `/api/workspaces/${id}`).send({ name: '=cmd|calc', version: 1 }).expect(200);
    const page = (await as(house, ada, 'get', `/api/workspaces/${id}/audit?limit=1`).expect(200)).body;
    expect(page.entries).toMatchObject([
      { what: 'workspace.renamed', by: { kind: 'customer', id: ada.id, name: 'Ada' }, after: { name: '=cmd|calc' } },
    ]);
    expect(JSON.stringify(page)).not.toMatch(/127\.0\.0\.1|requestId|session/i);
    const next = (await as(house, ada, 'get', `/api/workspaces/${id}/audit?limit=1&after=${page.next}`)).body;
    expect(next).toMatchObject({ entries: [{ what: 'workspace.created' }], next: null });
    const filtered = await as(house, ada, 'get', `/api/workspaces/${id}/audit?what=workspace.created&by=${ada.id}`);
    expect(filtered.body.entries).toHaveLength(1);
    await as(house, ada, 'get', `/api/workspaces/${id}/audit?after=nonsense`).expect(400);
    const csv = await as(house, ada, 'get', `/api/workspaces/${id}/audit/export?format=csv`).expect(200);
    expect(csv.get('Content-Type')).toContain('text/csv');
    expect(csv.text.split('\r\n')[0]).toBe('id,at,what,by,byName,onType,onId,onName,before,after');
    const lines = await as(house, ada, 'get', `/api/workspaces/${id}/audit/export?format=jsonl`).expect(200);
    expect(String(lines.body.length ? lines.body : lines.text)).toContain('workspace.exported');
  });
});
