import { Events } from '@purser/kit/backend/events';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { demoUserSeeded } from '../../plugins/auth/backend/events.js';
import { invitationsList } from '../../plugins/workspace/backend/invitation/invitations-console.list.js';
import { Memberships } from '../../plugins/workspace/backend/membership/memberships.service.js';
import { membershipsList } from '../../plugins/workspace/backend/membership/memberships-console.list.js';
import { workspacesList } from '../../plugins/workspace/backend/workspace/workspaces-console.list.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { everyListQuery } from '../support/every-list-query.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';

describe('workspaces', () => {
  let house: TestHouse;
  let ada: TestPerson;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [auth(), workspace()] });
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await aCustomer(house);
  });

  const as = (person: TestPerson, method: 'get' | 'post' | 'patch' | 'delete', path: string) =>
    house.request()[method](path).set('Authorization', person.bearer);
  const create = async (person: TestPerson, name: string) =>
    (await as(person, 'post', '/api/workspaces').send({ name }).expect(201)).body;
  const add = (workspaceId: string, person: TestPerson, role: 'admin' | 'member' | 'viewer' | 'owner') =>
    house.dataSource.transaction((tx) =>
      house.get(Memberships).add(tx, { workspaceId, userId: person.id, role }, { by: 'system' }),
    );

  it('are created at once, with their owner, and listed by name', async () => {
    const zebra = await create(ada, ' Zebra ');
    const acme = await create(ada, 'acme');
    expect(zebra).toMatchObject({ name: 'Zebra', role: 'owner', version: 1, members: 1 });
    const list = await as(ada, 'get', '/api/workspaces').expect(200);
    expect(list.body).toEqual([acme, zebra]);
    const one = await as(ada, 'get', `/api/workspaces/${zebra.id}`).expect(200);
    expect(one.body).toEqual(zebra);
    expect(one.get('ETag')).toBe('"1"');
  });

  it('stand in the answer of /api/auth/me', async () => {
    const { id } = await create(ada, 'Mine');
    const me = await as(ada, 'get', '/api/auth/me').expect(200);
    expect(me.body.memberships).toEqual([{ workspaceId: id, name: 'Mine', role: 'owner' }]);
  });

  it('leave an audit row', async () => {
    const { id } = await create(ada, 'Seen');
    const rows = await house.dataSource.query('SELECT * FROM house_audit WHERE workspace_id = $1', [id]);
    expect(rows).toHaveLength(1);
  });

  it('have one name per owner, whatever its spelling; another owner may have the same', async () => {
    await create(ada, 'Straße');
    const refused = await as(ada, 'post', '/api/workspaces').send({ name: 'STRASSE' }).expect(409);
    expect(refused.body).toMatchObject({ code: 'name_taken', errors: { name: expect.any(String) } });
    await create(await aCustomer(house, 'Grace'), 'STRASSE');
  });

  it('are renamed on the version that was seen, by body or If-Match', async () => {
    const { id } = await create(ada, 'One');
    const two = await as(ada, 'patch', `/api/workspaces/${id}`).send({ name: 'Two', version: 1 }).expect(200);
    expect(two.body).toMatchObject({ name: 'Two', version: 2 });
    const three = await as(ada, 'patch', `/api/workspaces/${id}`).set('If-Match', '"2"').send({ name: 'Three' });
    expect(three.body).toMatchObject({ name: 'Three', version: 3 });
    const stale = await as(ada, 'patch', `/api/workspaces/${id}`).send({ name: 'Four', version: 2 }).expect(412);
    expect(stale.body).toMatchObject({ code: 'stale', current: { id, name: 'Three', version: 3 } });
    const blind = await as(ada, 'patch', `/api/workspaces/${id}`).send({ name: 'Five' }).expect(400);
    expect(blind.body).toMatchObject({ code: 'invalid_request', errors: { version: expect.any(String) } });
    await create(ada, 'Taken');
    const taken = await as(ada, 'patch', `/api/workspaces/${id}`).send({ name: 'TAKEN', version: 3 }).expect(409);
    expect(taken.body.code).toBe('name_taken');
  });

  it('are renamed by owners and admins only', async () => {
    const { id } = await create(ada, 'Team');
    for (const [role, status] of [
      ['admin', 200],
      ['member', 403],
      ['viewer', 403],
    ] as const) {
      const person = await aCustomer(house, role);
      await add(id, person, role);
      const { version } = (await as(person, 'get', `/api/workspaces/${id}`).expect(200)).body;
      const answer = await as(person, 'patch', `/api/workspaces/${id}`).send({ name: `By ${role}`, version });
      expect([role, answer.status]).toEqual([role, status]);
    }
  });

  it('do not exist for strangers, and neither do odd ids', async () => {
    const { id } = await create(ada, 'Secret');
    const eve = await aCustomer(house, 'Eve');
    for (const path of [`/api/workspaces/${id}`, `/api/workspaces/${id}/members`]) {
      expect((await as(eve, 'get', path).expect(404)).body.code).toBe('workspace_not_found');
    }
    const rename = await as(eve, 'patch', `/api/workspaces/${id}`).send({ name: 'Mine', version: 1 }).expect(404);
    expect(rename.body.code).toBe('workspace_not_found');
    for (const odd of ['x', '%27%20OR%201=1', '00000000-0000-0000-0000-000000000000', 'null', `${id}%00`]) {
      const answer = await as(ada, 'get', `/api/workspaces/${odd}`);
      expect([odd, answer.status]).toEqual([odd, 404]);
    }
    expect((await as(eve, 'get', '/api/workspaces').expect(200)).body).toEqual([]);
  });

  it.each([
    [{}],
    [{ name: '' }],
    [{ name: '   ' }],
    [{ name: 7 }],
    [{ name: null }],
    [{ name: ['a'] }],
    [{ name: 'a'.repeat(81) }],
    [{ name: 'a\u0000b' }],
    [{ name: 'a\ud800' }],
    [{ name: 'fine', owner: 'somebody' }],
    [{ name: 'fine', version: 1 }],
  ])('are not created from %j', async (body) => {
    const answer = await as(ada, 'post', '/api/workspaces').send(body).expect(400);
    expect(answer.body).toMatchObject({ code: 'invalid_request', errors: expect.any(Object) });
    expect((await as(ada, 'get', '/api/workspaces')).body).toEqual([]);
  });

  it('keep a name that looks like SQL as it is', async () => {
    const name = `x'); DELETE FROM workspace; --`;
    expect((await create(ada, name)).name).toBe(name);
  });

  it('show their members a page at a time', async () => {
    const { id } = await create(ada, 'Crew');
    const crew = await Promise.all(['Bob', 'Cleo', 'Dan'].map((name) => aCustomer(house, name)));
    for (const person of crew) await add(id, person, 'member');
    const first = (await as(ada, 'get', `/api/workspaces/${id}/members?limit=3`).expect(200)).body;
    expect(first.members.map((member: { name: string }) => member.name)).toEqual(['Ada', 'Bob', 'Cleo']);
    expect(first).toMatchObject({ total: 4, next: expect.any(String) });
    expect(first.members[0]).toMatchObject({ userId: ada.id, email: ada.email, role: 'owner', version: 1 });
    const second = (await as(ada, 'get', `/api/workspaces/${id}/members?limit=3&after=${first.next}`)).body;
    expect(second).toMatchObject({ members: [{ name: 'Dan' }], next: null });
    for (const query of ['limit=0', 'limit=x', 'after=x', 'limit=1000']) {
      await as(ada, 'get', `/api/workspaces/${id}/members?${query}`).expect(400);
    }
  });

  it('are given to the demo customer', async () => {
    const seeded = { userId: ada.id, name: 'Demo customer' };
    await house.dataSource.transaction((tx) => house.get(Events).publish(tx, demoUserSeeded, seeded));
    expect((await as(ada, 'get', '/api/workspaces').expect(200)).body).toMatchObject([{ name: 'Demo', role: 'owner' }]);
  });

  it('need a session', async () => {
    await house.request().get('/api/workspaces').expect(401);
    await house.request().post('/api/workspaces').send({ name: 'x' }).expect(401);
    const olga = await anOperator(house);
    await as(olga, 'get', '/api/workspaces').expect(401);
  });

  describe('for operators', () => {
    it('are listed with owner and counts, filtered and searched', async () => {
      const { id } = await create(ada, 'Findable');
      const olga = await anOperator(house, ['support']);
      const filter = encodeURIComponent(JSON.stringify({ q: 'findab' }));
      const list = await as(olga, 'get', `/api/console/workspaces?filter=${filter}`).expect(200);
      expect(list.body).toMatchObject([{ id, name: 'Findable', ownerEmail: ada.email, members: 1, owners: 1 }]);
      expect(list.get('Content-Range')).toBe('workspaces 0-0/1');
      const one = await as(olga, 'get', `/api/console/workspaces/${id}`).expect(200);
      expect(one.body).toMatchObject({ id, ownerId: ada.id });
      expect((await as(olga, 'get', '/api/console/invitations').expect(200)).body).toEqual([]);
      await as(ada, 'get', '/api/console/workspaces').expect(401);
    });

    it.each([workspacesList, membershipsList, invitationsList])(
      'answer all that $resource can be asked',
      async (list) => {
        const olga = await anOperator(house);
        for (const query of everyListQuery(list)) {
          const answer = await as(olga, 'get', `/api/console/${list.resource}?${query}`);
          expect([query, answer.status]).toEqual([query, 200]);
        }
      },
    );

    it('lose a member with a reason, but never their last owner', async () => {
      const { id } = await create(ada, 'Staffed');
      const bob = await aCustomer(house, 'Bob');
      await add(id, bob, 'member');
      const olga = await anOperator(house);
      const filter = encodeURIComponent(JSON.stringify({ workspaceId: id }));
      const { body } = await as(olga, 'get', `/api/console/memberships?filter=${filter}`).expect(200);
      const of = (person: TestPerson) => body.find((row: { userId: string }) => row.userId === person.id);
      await as(olga, 'delete', `/api/console/memberships/${of(bob).id}`)
        .send({})
        .expect(400);
      const removed = await as(olga, 'delete', `/api/console/memberships/${of(bob).id}`)
        .send({ reason: 'left the company' })
        .expect(200);
      expect(removed.body).toMatchObject({ id: of(bob).id, userId: bob.id });
      await as(bob, 'get', `/api/workspaces/${id}`).expect(404);
      const last = await as(olga, 'delete', `/api/console/memberships/${of(ada).id}`)
        .send({ reason: 'left too' })
        .expect(409);
      expect(last.body.code).toBe('last_owner');
      const auditor = await anOperator(house, ['auditor']);
      await as(auditor, 'delete', `/api/console/memberships/${of(ada).id}`)
        .send({ reason: 'no' })
        .expect(403);
      await as(olga, 'delete', `/api/console/memberships/${of(bob).id}`)
        .send({ reason: 'again' })
        .expect(404);
    });
  });
});
