import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { Memberships } from '../../plugins/workspace/backend/membership/memberships.service.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import type { Role } from '../../plugins/workspace/records.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';

const AT_ONCE = 20;

describe('twenty requests at once, over two processes', () => {
  let one: TestHouse;
  let two: TestHouse;

  beforeAll(async () => {
    const plugins = [auth(), workspace({ workspacesPerOwner: 5 })];
    one = await createTestHouse({ plugins });
    two = await createTestHouse({ plugins, beside: one });
  });
  afterAll(async () => {
    await two?.close();
    await one?.close();
  });

  const times = <T>(act: (house: TestHouse, n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: AT_ONCE }, (_, n) => act(n % 2 ? one : two, n)));
  const create = (house: TestHouse, person: TestPerson, name: string) =>
    house.request().post('/api/workspaces').set('Authorization', person.bearer).send({ name });
  const tally = (answers: readonly { status: number; body: { code?: string } }[]) => {
    const counted: Record<string, number> = {};
    for (const { status, body } of answers) counted[body.code ?? status] = (counted[body.code ?? status] ?? 0) + 1;
    return counted;
  };
  const memberships = (house: TestHouse) => house.get(Memberships);
  const aWorkspace = async (owners: readonly TestPerson[], role: Role = 'owner') => {
    const [first, ...others] = owners as [TestPerson, ...TestPerson[]];
    const { id } = (await create(one, first, `Race ${Math.random()}`).expect(201)).body;
    for (const { id: userId } of others) {
      await one.dataSource.transaction((tx) =>
        memberships(one).add(tx, { workspaceId: id, userId, role }, { by: 'system' }),
      );
    }
    return id as string;
  };
  const counts = async (workspaceId: string) =>
    (
      await one.dataSource.query(
        `SELECT w.member_count AS members, w.owner_count AS owners,
           (SELECT count(*)::integer FROM workspace_membership WHERE workspace_id = w.id) AS "membersThere",
           (SELECT count(*)::integer FROM workspace_membership WHERE workspace_id = w.id AND role = 'owner') AS "ownersThere",
           (SELECT role FROM workspace_membership WHERE workspace_id = w.id AND user_id = w.owner_id) AS "countsAgainst"
         FROM workspace w WHERE id = $1`,
        [workspaceId],
      )
    )[0];

  it('make as many workspaces as the quota has', async () => {
    const ada = await aCustomer(one);
    const answers = await times((house, n) => create(house, ada, `Number ${n}`));
    expect(tally(answers)).toEqual({ 201: 5, workspace_limit: 15 });
  });

  it('make one workspace of one name', async () => {
    const ada = await aCustomer(one);
    const answers = await times((house, n) => create(house, ada, n % 3 ? 'Same' : 'ＳＡＭＥ'));
    expect(tally(answers)).toEqual({ 201: 1, name_taken: 19 });
  });

  it('rename once on one version', async () => {
    const ada = await aCustomer(one);
    const id = await aWorkspace([ada]);
    const answers = await times((house, n) =>
      house
        .request()
        .patch(`/api/workspaces/${id}`)
        .set('Authorization', ada.bearer)
        .send({ name: `Name ${n}`, version: 1 }),
    );
    expect(tally(answers)).toEqual({ 200: 1, stale: 19 });
  });

  it('leave an owner when all of them are removed by operators', async () => {
    const owners = await Promise.all(Array.from({ length: AT_ONCE }, () => aCustomer(one)));
    const id = await aWorkspace(owners);
    const olga = await anOperator(one);
    const rows: { id: string }[] = await one.dataSource.query(
      'SELECT id FROM workspace_membership WHERE workspace_id = $1',
      [id],
    );
    const answers = await times((house, n) =>
      house
        .request()
        .delete(`/api/console/memberships/${rows[n]?.id}`)
        .set('Authorization', olga.bearer)
        .send({ reason: 'all of them' }),
    );
    expect(tally(answers)).toEqual({ 200: 19, last_owner: 1 });
    expect(await counts(id)).toEqual({
      members: 1,
      owners: 1,
      membersThere: 1,
      ownersThere: 1,
      countsAgainst: 'owner',
    });
  });

  it('leave an owner when all of them are demoted, removed and made owner again', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => aCustomer(one)));
    const id = await aWorkspace(people);
    for (let round = 0; round < 5; round += 1) {
      await times((house, n) =>
        house.dataSource
          .transaction(async (tx) => {
            const seat = { workspaceId: id, userId: (people[n % people.length] as TestPerson).id };
            if (n % 3 === 0) await memberships(house).remove(tx, seat, { by: 'system' });
            else await memberships(house).changeRole(tx, { ...seat, to: n % 4 ? 'member' : 'owner' }, { by: 'system' });
          })
          .catch((error: { problem?: { code: string } }) => {
            expect(['last_owner', 'member_not_found']).toContain(error.problem?.code);
          }),
      );
      const found = await counts(id);
      expect(found.owners).toBeGreaterThanOrEqual(1);
      expect(found).toMatchObject({
        members: found.membersThere,
        owners: found.ownersThere,
        countsAgainst: 'owner',
      });
    }
  });

  it('take no more seats than there are, whatever path they take', async () => {
    const ada = await aCustomer(one);
    const id = await aWorkspace([ada]);
    await one.dataSource.query('UPDATE workspace SET seat_limit = 3 WHERE id = $1', [id]);
    const people = await Promise.all(Array.from({ length: AT_ONCE }, () => aCustomer(one)));
    const outcomes = await times((house, n) => {
      const userId = (people[n] as TestPerson).id;
      return house.dataSource
        .transaction((tx) => memberships(house).add(tx, { workspaceId: id, userId, role: 'member' }, { by: 'system' }))
        .then(
          () => 'added',
          (error: { problem?: { code: string } }) => error.problem?.code,
        );
    });
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === 'seat_limit')).toHaveLength(18);
    expect(await counts(id)).toMatchObject({ members: 3, membersThere: 3 });
  });

  it('make one membership of one person', async () => {
    const id = await aWorkspace([await aCustomer(one)]);
    const bob = await aCustomer(one, 'Bob');
    const outcomes = await times((house) =>
      house.dataSource
        .transaction((tx) =>
          memberships(house).add(tx, { workspaceId: id, userId: bob.id, role: 'viewer' }, { by: 'system' }),
        )
        .then(
          () => 'added',
          (error: { problem?: { code: string } }) => error.problem?.code,
        ),
    );
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'already_member')).toHaveLength(19);
  });
});

describe('the database itself', () => {
  let house: TestHouse;
  let ada: TestPerson;
  let bob: TestPerson;
  let id: string;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [auth(), workspace()] });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    [ada, bob] = [await aCustomer(house), await aCustomer(house, 'Bob')];
    const answer = await house
      .request()
      .post('/api/workspaces')
      .set('Authorization', ada.bearer)
      .send({ name: `Rules ${Math.random()}` });
    id = answer.body.id;
  });

  const sql = (text: string, values: unknown[] = []) => house.dataSource.query(text, values);
  const invite = (email: string, state = 'pending') =>
    sql(
      `INSERT INTO workspace_invitation
         (id, workspace_id, email, email_key, role, token_hash, state, invited_by, created_at, sent_at, expires_at, answered_at)
       VALUES (gen_random_uuid(), $1, $2, lower(btrim($2)), 'member', sha256(gen_random_uuid()::text::bytea), $3, $4,
         now(), now(), now() + interval '7 days', CASE WHEN $3 <> 'pending' THEN now() END)`,
      [id, email, state, ada.id],
    );

  it('refuses to commit a workspace without an owner', async () => {
    await expect(sql('DELETE FROM workspace_membership WHERE workspace_id = $1', [id])).rejects.toThrow('no owner');
    await expect(sql(`UPDATE workspace_membership SET role = 'admin' WHERE workspace_id = $1`, [id])).rejects.toThrow(
      'no owner',
    );
  });

  it('lets an owner be replaced within one transaction, and counts against the new one', async () => {
    await house.dataSource.transaction(async (tx) => {
      await tx.query('DELETE FROM workspace_membership WHERE workspace_id = $1', [id]);
      await tx.query(
        `INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
         VALUES (gen_random_uuid(), $1, $2, 'owner', now(), now())`,
        [id, bob.id],
      );
      await tx.query('UPDATE workspace SET owner_id = $2 WHERE id = $1', [id, bob.id]);
    });
    const [row] = await sql('SELECT owner_id, owner_count FROM workspace WHERE id = $1', [id]);
    expect(row).toEqual({ owner_id: bob.id, owner_count: 1 });
  });

  it('keeps one pending invitation per address, and any number of answered ones', async () => {
    await invite('eve@example.org');
    await invite('eve@example.org', 'revoked');
    await invite('eve@example.org', 'expired');
    await expect(invite(' EVE@example.org')).rejects.toThrow('workspace_invitation_one_pending');
  });

  it('knows four roles', async () => {
    await expect(sql(`UPDATE workspace_membership SET role = 'king' WHERE workspace_id = $1`, [id])).rejects.toThrow(
      'workspace_membership_role',
    );
  });

  it('takes memberships and invitations with a workspace that is purged', async () => {
    await invite('eve@example.org');
    await sql('DELETE FROM workspace WHERE id = $1', [id]);
    expect(await sql('SELECT 1 FROM workspace_membership WHERE workspace_id = $1', [id])).toEqual([]);
  });
});
