import { Events } from '@purser/kit/backend/events';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { accountDeleting } from '../../plugins/auth/backend/events.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aCrew, addMember, as, aWorkspace, invited, type Method } from '../support/workspaces.js';

const reason = 'asked for by phone';
const OPERATOR_ROLES = ['owner', 'operator', 'support', 'auditor'] as const;

interface Asked {
  readonly method: Method;
  readonly path: string;
  readonly body?: object;
}
type Row = [
  what: string,
  ask: (house: TestHouse) => Promise<Asked>,
  owner: number,
  operator: number,
  support: number,
  auditor: number,
];

const console_ = '/api/console';
const onWorkspace =
  (method: Method, verb: string, body: object = {}) =>
  async (house: TestHouse) => {
    const { id, member } = await aCrew(house);
    if (verb === '/resume')
      await house.dataSource.query(`UPDATE workspace SET suspended_at = now(), suspended_reason = 'x' WHERE id = $1`, [
        id,
      ]);
    if (verb === '/undelete')
      await house.dataSource.query('UPDATE workspace SET deleted_at = now(), purge_after = now() WHERE id = $1', [id]);
    const more = verb === '/transfer' ? { userId: member.id } : {};
    return { method, path: `${console_}/workspaces/${id}${verb}`, body: { reason, ...more, ...body } };
  };
const onMembership =
  (method: Method, verb: string, body: object = {}) =>
  async (house: TestHouse) => {
    const { id, member } = await aCrew(house);
    return {
      method,
      path: `${console_}/memberships/${await membershipOf(house, id, member)}${verb}`,
      body: { reason, ...body },
    };
  };
const onInvitation = (verb: string) => async (house: TestHouse) => {
  const { id, owner } = await aCrew(house);
  const invitation = await invited(house, id, owner, `c${Math.random()}@example.org`);
  return { method: 'post' as const, path: `${console_}/invitations/${invitation.id}${verb}`, body: { reason } };
};

async function membershipOf(house: TestHouse, workspaceId: string, { id }: TestPerson): Promise<string> {
  const sql = 'SELECT id FROM workspace_membership WHERE workspace_id = $1 AND user_id = $2';
  return (await house.dataSource.query(sql, [workspaceId, id]))[0].id;
}

const table: Row[] = [
  ['list workspaces', async () => ({ method: 'get', path: `${console_}/workspaces` }), 200, 200, 200, 200],
  ['list memberships', async () => ({ method: 'get', path: `${console_}/memberships` }), 200, 200, 200, 200],
  ['list invitations', async () => ({ method: 'get', path: `${console_}/invitations` }), 200, 200, 200, 200],
  ['suspend', onWorkspace('post', '/suspend'), 200, 200, 403, 403],
  ['resume', onWorkspace('post', '/resume'), 200, 200, 403, 403],
  ['transfer', onWorkspace('post', '/transfer'), 200, 200, 200, 403],
  ['set seats', onWorkspace('post', '/set-seats', { seatLimit: 9 }), 200, 200, 200, 403],
  ['delete', onWorkspace('delete', ''), 200, 200, 403, 403],
  ['undelete', onWorkspace('post', '/undelete'), 200, 200, 403, 403],
  [
    'add a member',
    async (house) => {
      const { id } = await aCrew(house);
      return {
        method: 'post',
        path: `${console_}/memberships`,
        body: { workspaceId: id, userId: (await aCustomer(house)).id, reason },
      };
    },
    201,
    201,
    201,
    403,
  ],
  ['change a role', onMembership('post', '/change-role', { role: 'viewer' }), 200, 200, 200, 403],
  ['remove a member', onMembership('delete', ''), 200, 200, 200, 403],
  ['resend an invitation', onInvitation('/resend'), 200, 200, 200, 403],
  ['revoke an invitation', onInvitation('/revoke'), 200, 200, 200, 403],
  [
    'remove many',
    async () => ({
      method: 'post',
      path: `${console_}/memberships/remove-many`,
      body: { ids: [await uuid()], reason },
    }),
    200,
    200,
    200,
    403,
  ],
  [
    'remove a person everywhere',
    async (house) => ({
      method: 'post',
      path: `${console_}/memberships/remove-user`,
      body: { userId: (await aCustomer(house)).id, reason },
    }),
    200,
    200,
    200,
    403,
  ],
  [
    'revoke many',
    async () => ({
      method: 'post',
      path: `${console_}/invitations/revoke-many`,
      body: { ids: [await uuid()], reason },
    }),
    200,
    200,
    200,
    403,
  ],
  [
    'suspend many',
    async () => ({
      method: 'post',
      path: `${console_}/workspaces/suspend-many`,
      body: { ids: [await uuid()], reason },
    }),
    200,
    200,
    403,
    403,
  ],
  [
    'resume many',
    async () => ({ method: 'post', path: `${console_}/workspaces/resume-many`, body: { ids: [await uuid()], reason } }),
    200,
    200,
    403,
    403,
  ],
  [
    'delete many',
    async () => ({ method: 'post', path: `${console_}/workspaces/delete-many`, body: { ids: [await uuid()], reason } }),
    200,
    200,
    403,
    403,
  ],
];

async function uuid(): Promise<string> {
  return (await import('node:crypto')).randomUUID();
}

describe('workspaces in the console', () => {
  let house: TestHouse;
  let olga: TestPerson;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [auth(), workspace({ invitationsPerHour: 10_000, resendSeconds: 0 })] });
    olga = await anOperator(house);
  });
  afterAll(() => house?.close());

  const act = (path: string, body: object) => as(house, olga, 'post', `${console_}${path}`).send({ reason, ...body });

  it.each(table)('%s: owner, operator, support, auditor', async (_, ask, ...statuses) => {
    const found: number[] = [];
    for (const role of OPERATOR_ROLES) {
      const operator = await anOperator(house, [role]);
      const { method, path, body } = await ask(house);
      const answer = await as(house, operator, method, path).send(body);
      found.push(answer.status);
    }
    expect(found).toEqual(statuses);
  });

  it('every act asks for a reason and stands in the trail with it', async () => {
    const { id } = await aCrew(house);
    const refused = await as(house, olga, 'post', `${console_}/workspaces/${id}/suspend`).send({}).expect(400);
    expect(refused.body).toMatchObject({ code: 'invalid_request', errors: { reason: expect.any(String) } });
    await act(`/workspaces/${id}/suspend`, {}).expect(200);
    const [row] = await house.dataSource.query(
      `SELECT actor_email, entry::jsonb ->> 'reason' AS reason FROM house_audit WHERE workspace_id = $1 AND what = 'workspace.suspended'`,
      [id],
    );
    expect(row).toEqual({ actor_email: olga.email, reason });
  });

  it('a suspended workspace is seen, can be left, and nothing else is done in it until it is resumed', async () => {
    const { id, owner, admin, viewer } = await aCrew(house);
    const { body } = await act(`/workspaces/${id}/suspend`, {}).expect(200);
    expect(body).toMatchObject({ state: 'suspended', suspendedReason: reason });
    expect((await act(`/workspaces/${id}/suspend`, {}).expect(409)).body.code).toBe('already_suspended');
    const seen = (await as(house, owner, 'get', `/api/workspaces/${id}`).expect(200)).body;
    expect(seen).toMatchObject({ suspendedAt: expect.any(String), version: 2 });
    for (const [method, path, sent] of [
      ['patch', '', { name: 'x', version: 2 }],
      ['patch', `/members/${viewer.id}`, { role: 'member', version: 1 }],
      ['delete', `/members/${viewer.id}`, { version: 1 }],
      ['post', '/invitations', { email: 'x@example.org' }],
      ['post', '/transfer', { userId: admin.id, version: 2 }],
    ] as const) {
      const answer = await as(house, owner, method, `/api/workspaces/${id}${path}`).send(sent);
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'workspace_suspended']);
    }
    await as(house, viewer, 'post', `/api/workspaces/${id}/leave`).expect(204);
    await act(`/workspaces/${id}/resume`, {}).expect(200);
    expect((await act(`/workspaces/${id}/resume`, {}).expect(409)).body.code).toBe('not_suspended');
    await as(house, owner, 'patch', `/api/workspaces/${id}`).send({ name: 'Back', version: 3 }).expect(200);
  });

  it('the rules hold for staff: last owner, seats, one membership', async () => {
    const { id, owner, member } = await aCrew(house);
    const role = await act(`/memberships/${await membershipOf(house, id, owner)}/change-role`, {
      role: 'admin',
    }).expect(409);
    expect(role.body).toMatchObject({ code: 'last_owner', message: expect.stringContaining('owner') });
    expect((await act('/memberships', { workspaceId: id, userId: member.id }).expect(409)).body.code).toBe(
      'already_member',
    );
    expect((await act(`/workspaces/${id}/set-seats`, { seatLimit: 3 }).expect(409)).body.code).toBe('seat_limit');
    await act(`/workspaces/${id}/set-seats`, { seatLimit: 4 }).expect(200);
    const stranger = await aCustomer(house);
    expect((await act('/memberships', { workspaceId: id, userId: stranger.id }).expect(409)).body.code).toBe(
      'seat_limit',
    );
    expect((await act('/memberships', { workspaceId: id, userId: await uuid() })).status).not.toBe(500);
  });

  it('bulk acts tell what was done and what was refused, and why', async () => {
    const { id, owner, member } = await aCrew(house);
    const [last, fine] = [await membershipOf(house, id, owner), await membershipOf(house, id, member)];
    const { body } = await act('/memberships/remove-many', { ids: [last, fine] }).expect(200);
    expect(body).toMatchObject({ done: [fine], refused: [{ id: last, code: 'last_owner' }] });
  });

  it('an account leaves everything, or nothing while it is an only owner', async () => {
    const { id, owner, member } = await aCrew(house);
    const other = await aWorkspace(house, member, 'Mine alone');
    const refused = await act('/memberships/remove-user', { userId: member.id }).expect(409);
    expect(refused.body).toMatchObject({ code: 'last_owner', workspaces: [{ id: other, name: 'Mine alone' }] });
    await as(house, member, 'get', `/api/workspaces/${id}`).expect(200);
    await addMember(house, other, owner, 'owner');
    expect((await act('/memberships/remove-user', { userId: member.id }).expect(200)).body).toEqual({ removed: 2 });
    expect((await as(house, member, 'get', '/api/workspaces')).body).toEqual([]);
  });

  it('an account that is about to be deleted is kept while it is an only owner', async () => {
    const { owner, viewer } = await aCrew(house);
    const deleting = ({ id }: TestPerson) =>
      house.dataSource.transaction((tx) =>
        house.get(Events).publish(tx, accountDeleting, { userId: id, by: 'system' }),
      );
    await expect(deleting(owner)).rejects.toMatchObject({ problem: { code: 'last_owner' } });
    await deleting(viewer);
    expect((await as(house, viewer, 'get', '/api/workspaces')).body).toEqual([]);
  });

  it('transfers to a member, who then counts as its owner', async () => {
    const { id, owner, member } = await aCrew(house);
    const { body } = await act(`/workspaces/${id}/transfer`, { userId: member.id }).expect(200);
    expect(body).toMatchObject({ ownerId: member.id, owners: 2 });
    expect((await as(house, owner, 'get', `/api/workspaces/${id}`)).body.role).toBe('owner');
    const stranger = await aCustomer(house);
    expect((await act(`/workspaces/${id}/transfer`, { userId: stranger.id }).expect(404)).body.code).toBe(
      'member_not_found',
    );
  });
});
