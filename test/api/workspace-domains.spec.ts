import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { DomainRecords } from '../../plugins/workspace/backend/domain/domain-records.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { DOMAIN_JOIN_FLAG } from '../../plugins/workspace/names.js';
import type { DomainRecord } from '../../plugins/workspace/records-domains.js';
import { turnFlag } from '../support/flags.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { addMember, as, aWorkspace, type Method } from '../support/workspaces.js';

describe('joining by domain', () => {
  let house: TestHouse;
  /** What stands in the DNS. */
  const zone = new Map<string, string[]>();
  let lookup: jest.SpyInstance;
  let serial = 0;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: [auth(), workspace()] });
    lookup = jest
      .spyOn(house.get<DomainRecords>(DomainRecords), 'textsAt')
      .mockImplementation(async (name) => zone.get(name) ?? []);
    await turnFlag(house, DOMAIN_JOIN_FLAG, true);
  });
  afterAll(() => house?.close());

  const aDomain = () => `crew-${++serial}.example`;
  const at = async (domain: string, name = 'Bo'): Promise<TestPerson> => {
    const person = await aCustomer(house, name);
    const email = `p${++serial}@${domain}`;
    await house.dataSource.query('UPDATE auth_user SET email = $2, email_key = $2 WHERE id = $1', [person.id, email]);
    return { ...person, email };
  };
  const call = (person: TestPerson, method: Method, path: string, body?: object) =>
    as(house, person, method, `/api/workspaces${path}`).send(body);
  const named = async (owner: TestPerson, id: string, domain: string): Promise<DomainRecord> =>
    (await call(owner, 'post', `/${id}/domains`, { domain }).expect(201)).body;
  const proven = async (owner: TestPerson, id: string, domain: string): Promise<DomainRecord> => {
    const record = await named(owner, id, domain);
    zone.set(record.recordName, ['v=spf1 -all', record.recordValue]);
    return (await call(owner, 'post', `/${id}/domains/${record.id}/verify`).expect(200)).body;
  };
  const offers = async (person: TestPerson): Promise<string[]> => {
    const { body } = await call(person, 'get', '/joinable').expect(200);
    return (body as { workspaceId: string }[]).map(({ workspaceId }) => workspaceId);
  };
  const aPlace = async () => {
    const owner = await aCustomer(house, 'Olaf');
    return { owner, id: await aWorkspace(house, owner), domain: aDomain() };
  };

  it('is offered once the domain is proven, and adds a member; the trail tells both', async () => {
    const { owner, id, domain } = await aPlace();
    const record = await named(owner, id, `@${domain.toUpperCase()}.`);
    expect(record).toMatchObject({ domain, recordName: `_purser.${domain}`, verifiedAt: null });
    const bo = await at(domain);
    const early = await call(owner, 'post', `/${id}/domains/${record.id}/verify`).expect(409);
    expect(early.body.code).toBe('domain_unproven');
    expect(await offers(bo)).toEqual([]);
    await call(bo, 'post', `/${id}/join`).expect(404);

    zone.set(record.recordName, [record.recordValue]);
    const { body } = await call(owner, 'post', `/${id}/domains/${record.id}/verify`).expect(200);
    expect(body.verifiedAt).toEqual(expect.any(String));
    expect(await offers(bo)).toEqual([id]);
    expect((await call(bo, 'post', `/${id}/join`).expect(200)).body).toEqual({ workspaceId: id, role: 'member' });
    expect(await offers(bo)).toEqual([]);
    expect((await call(bo, 'post', `/${id}/join`).expect(409)).body.code).toBe('already_member');
    const trail = await call(owner, 'get', `/${id}/audit`).expect(200);
    const whats = (trail.body.entries as { what: string }[]).map(({ what }) => what.replace('workspace.', ''));
    expect(whats).toEqual(expect.arrayContaining(['domain-named', 'domain-proven', 'member-added', 'domain-joined']));
  });

  it.each<[string, (world: { owner: TestPerson; id: string; domain: string }) => Promise<TestPerson>]>([
    ['somebody at another domain', () => at(aDomain())],
    ['somebody at a subdomain', ({ domain }) => at(`mail.${domain}`)],
    [
      'somebody whose mailbox is not proven',
      async ({ domain }) => {
        const person = await at(domain);
        await house.dataSource.query('UPDATE auth_user SET confirmed_at = NULL WHERE id = $1', [person.id]);
        return person;
      },
    ],
    [
      'somebody who was removed',
      async ({ owner, id, domain }) => {
        const person = await at(domain);
        await addMember(house, id, person, 'member');
        await call(owner, 'delete', `/${id}/members/${person.id}`, { version: 1 }).expect(204);
        return person;
      },
    ],
  ])('is closed to %s', async (_, who) => {
    const place = await aPlace();
    await proven(place.owner, place.id, place.domain);
    const person = await who(place);
    expect(await offers(person)).toEqual([]);
    expect((await call(person, 'post', `/${place.id}/join`).expect(404)).body.code).toBe('workspace_not_found');
  });

  it('who left may come back, and who was removed and is wanted again belongs like others', async () => {
    const { owner, id, domain } = await aPlace();
    await proven(owner, id, domain);
    const bo = await at(domain);
    await call(bo, 'post', `/${id}/join`).expect(200);
    await call(bo, 'post', `/${id}/leave`).expect(204);
    await call(bo, 'post', `/${id}/join`).expect(200);
    await call(owner, 'delete', `/${id}/members/${bo.id}`, { version: 1 }).expect(204);
    await addMember(house, id, bo, 'viewer');
    await call(bo, 'post', `/${id}/leave`).expect(204);
    expect(await offers(bo)).toEqual([id]);
  });

  it.each([
    ['gmail.com', 409, 'mail_provider_domain'],
    ['T-Online.de', 409, 'mail_provider_domain'],
    ['localhost', 400, 'invalid_request'],
    ['10.0.0.1', 400, 'invalid_request'],
    ['a b.example', 400, 'invalid_request'],
    ["x';--.example", 400, 'invalid_request'],
    [`${'a'.repeat(64)}.example`, 400, 'invalid_request'],
  ])('%s cannot be named', async (domain, status, code) => {
    const { owner, id } = await aPlace();
    expect((await call(owner, 'post', `/${id}/domains`, { domain }).expect(status)).body.code).toBe(code);
  });

  it('a domain is named once by a workspace, and proven by one only, also when many try at once', async () => {
    const domain = aDomain();
    const places = await Promise.all(Array.from({ length: 5 }, aPlace));
    const records = await Promise.all(places.map(({ owner, id }) => named(owner, id, domain)));
    zone.set(
      `_purser.${domain}`,
      records.map(({ recordValue }) => recordValue),
    );
    const [first] = places;
    if (!first) throw new Error('no place');
    expect((await call(first.owner, 'post', `/${first.id}/domains`, { domain }).expect(409)).body.code).toBe(
      'domain_known',
    );
    const answers = await Promise.all(
      places.map(({ owner, id }, at) => call(owner, 'post', `/${id}/domains/${records[at]?.id}/verify`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(
      Array(4).fill('domain_taken'),
    );
  });

  it('twenty join at once, and three seats are taken: nobody more comes in, on two processes', async () => {
    const { owner, id, domain } = await aPlace();
    await proven(owner, id, domain);
    await house.dataSource.query('UPDATE workspace SET seat_limit = 4 WHERE id = $1', [id]);
    const people = await Promise.all(Array.from({ length: 20 }, () => at(domain)));
    const beside = await createTestHouse({ plugins: [auth(), workspace()], beside: house });
    try {
      const answers = await Promise.all(
        people.map((person, n) => as(n % 2 ? house : beside, person, 'post', `/api/workspaces/${id}/join`)),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
      expect(answers.filter(({ body }) => body.code === 'seat_limit')).toHaveLength(17);
    } finally {
      await beside.close();
    }
    const [counted] = await house.dataSource.query(
      `SELECT w.member_count, count(m.id)::int AS members FROM workspace w JOIN workspace_membership m ON m.workspace_id = w.id
       WHERE w.id = $1 GROUP BY w.id`,
      [id],
    );
    expect(counted).toEqual({ member_count: 4, members: 4 });
    const { body } = await call(people.at(-1) as TestPerson, 'get', '/joinable');
    expect(body.every(({ full }: { full: boolean }) => full)).toBe(true);
  });

  it('the same person twenty times at once becomes one member', async () => {
    const { owner, id, domain } = await aPlace();
    await proven(owner, id, domain);
    const bo = await at(domain);
    const answers = await Promise.all(Array.from({ length: 20 }, () => call(bo, 'post', `/${id}/join`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'already_member')).toHaveLength(19);
  });

  it('is closed while the workspace is suspended, when its domain is taken away, and while the flag is off', async () => {
    const { owner, id, domain } = await aPlace();
    const record = await proven(owner, id, domain);
    const bo = await at(domain);
    const suspend = (at: string | null) =>
      house.dataSource.query(
        `UPDATE workspace SET suspended_at = $2, suspended_reason = CASE WHEN $2::timestamptz IS NULL THEN NULL ELSE 'x' END WHERE id = $1`,
        [id, at],
      );
    await suspend('2026-01-01');
    expect(await offers(bo)).toEqual([]);
    expect((await call(bo, 'post', `/${id}/join`).expect(403)).body.code).toBe('workspace_suspended');
    await suspend(null);

    await turnFlag(house, DOMAIN_JOIN_FLAG, false);
    expect(await offers(bo)).toEqual([]);
    await call(bo, 'post', `/${id}/join`).expect(404);
    await call(owner, 'get', `/${id}/domains`).expect(404);
    await turnFlag(house, DOMAIN_JOIN_FLAG, true);

    await call(owner, 'delete', `/${id}/domains/${record.id}`).expect(204);
    await call(bo, 'post', `/${id}/join`).expect(404);
    expect((await call(owner, 'get', `/${id}/domains`).expect(200)).body).toEqual([]);
  });

  it('says so when name servers do not answer, and what was there is there', async () => {
    const { owner, id, domain } = await aPlace();
    const record = await named(owner, id, domain);
    lookup.mockRestore();
    // A server that is none: the resolver itself is asked.
    (
      house.get<DomainRecords>(DomainRecords) as unknown as { resolver: { setServers(of: string[]): void } }
    ).resolver.setServers(['127.0.0.1:9']);
    const { body } = await call(owner, 'post', `/${id}/domains/${record.id}/verify`).expect(503);
    expect(body.code).toBe('domain_lookup_failed');
    expect((await call(owner, 'get', `/${id}/domains`).expect(200)).body).toEqual([record]);
  });
});
