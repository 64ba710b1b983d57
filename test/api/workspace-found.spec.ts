/** Operators find a workspace by what it and its owner are called now. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { Memberships } from '../../plugins/workspace/backend/membership/memberships.service.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { addressChanges, freshAddress } from '../support/address-change.js';
import { authForTests, confirmed, type SignedIn, signIn } from '../support/customer.js';
import { anOperator, type TestPerson } from '../support/people.js';
import { as } from '../support/workspaces.js';

describe('a workspace is found', () => {
  let house: TestHouse;
  let staff: TestPerson;
  let ada: SignedIn;
  let id: string;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [authForTests(), workspace()] });
    staff = await anOperator(house);
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await signIn(house, await confirmed(house));
    await named(ada, 'Ada Lovelace');
    id = (await as(house, ada, 'post', '/api/workspaces').send({ name: 'Lighthouse' }).expect(201)).body.id;
  });

  const named = (person: SignedIn, name: string) => as(house, person, 'patch', '/api/auth/me').send({ name });
  const joins = ({ userId }: SignedIn) =>
    house.dataSource.transaction((tx) =>
      house.get<Memberships>(Memberships).add(tx, { workspaceId: id, userId, role: 'owner' }, { by: 'system' }),
    );
  const versionOf = async (): Promise<number> =>
    (await as(house, ada, 'get', `/api/workspaces/${id}`).expect(200)).body.version;
  const isFoundBy = async (q: string): Promise<boolean> => {
    await house.runJobs();
    const query = new URLSearchParams({ filter: JSON.stringify({ q }) });
    const { body } = await as(house, staff, 'get', `/api/console/workspaces?${query}`).expect(200);
    return (body as { id: string }[]).some((row) => row.id === id);
  };

  it('by its name, and its owner’s name and address, in one search', async () => {
    expect(await isFoundBy(`light lovelace ${ada.email.toUpperCase()}`)).toBe(true);
    expect(await isFoundBy('light hopper')).toBe(false);
  });

  it('by its new name, once it is renamed', async () => {
    const version = await versionOf();
    await as(house, ada, 'patch', `/api/workspaces/${id}`).send({ name: 'Windmill', version }).expect(200);
    expect(await isFoundBy(`windmill lovelace ${ada.email}`)).toBe(true);
    expect(await isFoundBy(`lighthouse ${ada.email}`)).toBe(false);
  });

  it('by its owner’s new name and address', async () => {
    await named(ada, 'Augusta King').expect(200);
    expect(await isFoundBy(`lighthouse augusta ${ada.email}`)).toBe(true);
    expect(await isFoundBy(`lovelace ${ada.email}`)).toBe(false);
    const change = addressChanges(house);
    const wanted = freshAddress();
    await change.ask(ada, wanted).expect(202);
    await change.post('/confirm', { token: (await change.keyIn('confirm-new-address', wanted)).token }).expect(200);
    expect(await isFoundBy(`lighthouse ${wanted}`)).toBe(true);
    expect(await isFoundBy(`lighthouse ${ada.email}`)).toBe(false);
  });

  it('by whom it was handed over to, and no longer by who is gone', async () => {
    const grace = await signIn(house, await confirmed(house));
    await joins(grace);
    await as(house, ada, 'delete', '/api/auth/me').expect(204);
    expect(await isFoundBy(`lighthouse ${grace.email}`)).toBe(true);
    expect(await isFoundBy(ada.email)).toBe(false);
  });

  it('deleted, without the name of an owner who is gone', async () => {
    await as(house, ada, 'delete', `/api/workspaces/${id}`)
      .send({ name: 'Lighthouse', version: await versionOf() })
      .expect(200);
    await as(house, ada, 'delete', '/api/auth/me').expect(204);
    expect(await isFoundBy(ada.email)).toBe(false);
    expect(await isFoundBy(`lighthouse deleted-${ada.userId}`)).toBe(true);
  });

  it('by what it is called, whatever is made, renamed and handed over while its owners are renamed', async () => {
    const grace = await signIn(house, await confirmed(house));
    const made = async (name: string): Promise<string> =>
      (await as(house, ada, 'post', '/api/workspaces').send({ name }).expect(201)).body.id;
    const to = { reason: 'Asked by mail', userId: grace.userId };
    const passedOn: string[] = [];
    for (let n = 0; n < 8; n += 1) {
      id = await made(`Deck ${n}`);
      await joins(grace);
      passedOn.push(id);
    }
    await Promise.all([
      ...passedOn.map((each) =>
        as(house, staff, 'post', `/api/console/workspaces/${each}/transfer`).send(to).expect(200),
      ),
      ...passedOn.map((each) => as(house, ada, 'patch', `/api/workspaces/${each}`).send({ name: `Cabin ${each}` })),
      ...passedOn.map((_, n) => made(`Hold ${n}`)),
      ...passedOn.map((_, n) => named(n % 2 ? ada : grace, `Captain ${n}`).expect(200)),
    ]);
    await house.runJobs();
    const wrong = 'SELECT name FROM workspace WHERE search_text <> workspace_search_text(name, owner_id)';
    expect(await house.dataSource.query(wrong)).toEqual([]);
  });
});
