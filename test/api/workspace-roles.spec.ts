import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { DOMAIN_JOIN_FLAG } from '../../plugins/workspace/names.js';
import { type Role, roles } from '../../plugins/workspace/records.js';
import { turnFlag } from '../support/flags.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { aCrew, addMember, as, type Method } from '../support/workspaces.js';

type Crew = Awaited<ReturnType<typeof aCrew>>;

interface Request {
  readonly method: Method;
  readonly path: string;
  readonly body?: object;
}

/** What is asked, and what it is answered with for owner, admin, member, viewer and a stranger. */
type Row = [what: string, ask: Ask, owner: number, admin: number, member: number, viewer: number, stranger: number];
type Ask = (world: World) => Request | Promise<Request>;

interface World extends Crew {
  readonly house: TestHouse;
  readonly stranger: TestPerson;
  /** A further person of this role, to be changed. */
  someone(role: Role): Promise<TestPerson>;
  pending(role: Role): Promise<string>;
}

const members = ({ id }: Crew) => `/api/workspaces/${id}/members`;
const changeRole = (from: Role, to: Role) => async (world: World) => ({
  method: 'patch' as const,
  path: `${members(world)}/${(await world.someone(from)).id}`,
  body: { role: to, version: 1 },
});
const remove = (role: Role) => async (world: World) => ({
  method: 'delete' as const,
  path: `${members(world)}/${(await world.someone(role)).id}`,
  body: { version: 1 },
});
const inviteAs = (role: Role) => (world: World) => ({
  method: 'post' as const,
  path: `/api/workspaces/${world.id}/invitations`,
  body: { email: `i${Math.random()}@example.org`, role },
});
const onInvitation = (role: Role, method: 'post' | 'delete', verb: string) => async (world: World) => ({
  method,
  path: `/api/workspaces/${world.id}/invitations/${await world.pending(role)}${verb}`,
  body: { version: 1 },
});

const table: Row[] = [
  ['see it', ({ id }) => ({ method: 'get', path: `/api/workspaces/${id}` }), 200, 200, 200, 200, 404],
  ['see members', (w) => ({ method: 'get', path: members(w) }), 200, 200, 200, 200, 404],
  ['remember it', ({ id }) => ({ method: 'put', path: `/api/workspaces/${id}/last-used` }), 204, 204, 204, 204, 404],
  [
    'rename',
    ({ id }) => ({ method: 'patch', path: `/api/workspaces/${id}`, body: { name: 'New', version: 1 } }),
    200,
    200,
    403,
    403,
    404,
  ],
  ['see its domains', ({ id }) => ({ method: 'get', path: `/api/workspaces/${id}/domains` }), 200, 403, 403, 403, 404],
  [
    'name a domain',
    ({ id }) => ({ method: 'post', path: `/api/workspaces/${id}/domains`, body: { domain: 'example.org' } }),
    201,
    403,
    403,
    403,
    404,
  ],
  ['make a viewer a member', changeRole('viewer', 'member'), 200, 200, 403, 403, 404],
  ['make a member an admin', changeRole('member', 'admin'), 200, 200, 403, 403, 404],
  ['make an admin a viewer', changeRole('admin', 'viewer'), 200, 200, 403, 403, 404],
  ['make an admin an owner', changeRole('admin', 'owner'), 200, 403, 403, 403, 404],
  ['make an owner an admin', changeRole('owner', 'admin'), 200, 403, 403, 403, 404],
  ['remove a viewer', remove('viewer'), 204, 204, 403, 403, 404],
  ['remove an admin', remove('admin'), 204, 204, 403, 403, 404],
  ['remove an owner', remove('owner'), 204, 403, 403, 403, 404],
  [
    'see invitations',
    ({ id }) => ({ method: 'get', path: `/api/workspaces/${id}/invitations` }),
    200,
    200,
    403,
    403,
    404,
  ],
  ['invite a viewer', inviteAs('viewer'), 201, 201, 403, 403, 404],
  ['invite an admin', inviteAs('admin'), 201, 201, 403, 403, 404],
  ['invite an owner', inviteAs('owner'), 201, 403, 403, 403, 404],
  ['resend to a member', onInvitation('member', 'post', '/resend'), 200, 200, 403, 403, 404],
  ['resend to an owner', onInvitation('owner', 'post', '/resend'), 200, 403, 403, 403, 404],
  ['revoke of a member', onInvitation('member', 'delete', ''), 204, 204, 403, 403, 404],
  ['revoke of an owner', onInvitation('owner', 'delete', ''), 204, 403, 403, 403, 404],
  ['see activity', ({ id }) => ({ method: 'get', path: `/api/workspaces/${id}/audit` }), 200, 200, 403, 403, 404],
  [
    'export activity',
    ({ id }) => ({ method: 'get', path: `/api/workspaces/${id}/audit/export` }),
    200,
    200,
    403,
    403,
    404,
  ],
  [
    'transfer',
    async (w) => ({
      method: 'post',
      path: `/api/workspaces/${w.id}/transfer`,
      body: { userId: (await w.someone('member')).id, version: 1 },
    }),
    200,
    403,
    403,
    403,
    404,
  ],
  [
    'delete',
    async (w) => ({ method: 'delete', path: `/api/workspaces/${w.id}`, body: { name: await nameOf(w), version: 1 } }),
    200,
    403,
    403,
    403,
    404,
  ],
  [
    'leave, with another owner there',
    async (w) => {
      await w.someone('owner');
      return { method: 'post', path: `/api/workspaces/${w.id}/leave` };
    },
    204,
    204,
    204,
    204,
    404,
  ],
  [
    'undelete',
    async (w) => {
      await w.house.dataSource.query('UPDATE workspace SET deleted_at = now(), purge_after = now() WHERE id = $1', [
        w.id,
      ]);
      return { method: 'post', path: `/api/workspaces/${w.id}/undelete`, body: { version: 1 } };
    },
    200,
    404,
    404,
    404,
    404,
  ],
];

async function nameOf({ house, id }: World): Promise<string> {
  return (await house.dataSource.query('SELECT name FROM workspace WHERE id = $1', [id]))[0].name;
}

describe('what each role may do', () => {
  let house: TestHouse;

  beforeAll(async () => {
    house = await createTestHouse({
      plugins: [auth(), workspace({ invitationsPerHour: 10_000, resendSeconds: 0, workspacesPerOwner: 10_000 })],
    });
    await turnFlag(house, DOMAIN_JOIN_FLAG, true);
  });
  afterAll(() => house?.close());

  const aWorld = async (): Promise<World> => {
    const crew = await aCrew(house);
    const someone = async (role: Role) => {
      const person = await aCustomer(house, 'Sam');
      await addMember(house, crew.id, person, role);
      return person;
    };
    const pending = async (role: Role) => {
      const path = `/api/workspaces/${crew.id}/invitations`;
      const body = { email: `p${Math.random()}@example.org`, role };
      return (await as(house, crew.owner, 'post', path).send(body).expect(201)).body.id as string;
    };
    return { ...crew, house, stranger: await aCustomer(house, 'Eve'), someone, pending };
  };

  it.each(table)('%s', async (_, ask, ...statuses) => {
    const found: number[] = [];
    for (const who of [...roles, 'stranger'] as const) {
      const world = await aWorld();
      const { method, path, body } = await ask(world);
      found.push((await as(house, world[who], method, path).send(body)).status);
    }
    expect(found).toEqual(statuses);
  });
});
