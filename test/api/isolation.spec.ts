/** Nobody reaches what is another team's: every route of the document, the socket, and a fuzz over ids, roles, versions. */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import fc from 'fast-check';
import { uuidv7 } from 'uuidv7';
import { openApiDocument } from '../../backend/http/open-api.js';
import { plugins } from '../../backend/plugins.js';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { DOMAIN_JOIN_FLAG } from '../../plugins/workspace/names.js';
import { roles } from '../../plugins/workspace/records.js';
import { turnFlag } from '../support/flags.js';
import { type OpenApi, type Route, routesOf } from '../support/openapi-requests.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { SyncSocket } from '../support/sync-socket.js';
import { aCrew, as, aWorkspace, invited, type Method } from '../support/workspaces.js';

/** Takes a token or an address instead of an id, or is about the caller alone. */
const OF_NOBODY = /^\/api\/(auth\/(?!sessions\/)|reset\/|manifest|docs|openapi)|^\/(health|metrics|\.well-known)/;
const SEED = 20_261_127;

describe('isolation', () => {
  let house: TestHouse;
  let routes: Route[];
  let crew: Awaited<ReturnType<typeof aCrew>>;
  let eve: TestPerson;
  let storeId: string;
  let foreign: Record<string, string>;

  beforeAll(async () => {
    house = await createTestHouse({ plugins: plugins({ SIGNING_KEYS: undefined }) });
    routes = routesOf(JSON.parse(JSON.stringify(openApiDocument(house.app, 'Purser'))) as OpenApi);
    crew = await aCrew(house);
    await turnFlag(house, DOMAIN_JOIN_FLAG, true);
    eve = await aCustomer(house, 'Eve');
    const invitation = await invited(house, crew.id, crew.owner, 'guest@example.org');
    foreign = { id: crew.id, workspaceId: crew.id, userId: crew.member.id, invitationId: invitation.id };
    storeId = `st-${uuidv7()}`;
    await house.dataSource.transaction(async (tx) => {
      await tx.query('DELETE FROM sync_store_log WHERE workspace_id = $1', [crew.id]);
      await house.get<StoreLogs>(StoreLogs).create(tx, { storeId, workspaceId: crew.id });
      await house.get<StoreLogs>(StoreLogs).setMode(tx, storeId, 'open');
    });
  });
  afterAll(() => house?.close());

  const send = (person: TestPerson, { method, path, body }: Route, ids: (name: string) => string, version = '1') => {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids(name)));
    const request = as(house, person, method as Method, filled).set('If-Match', `"${version}"`);
    return method === 'get' ? request : request.send(body(ids) as object);
  };
  /** What stands in a team's tables, whatever it is. */
  const stateOf = async (): Promise<unknown[]> =>
    house.dataSource.query(
      `SELECT md5(string_agg(row::text, '|' ORDER BY row::text)) AS state FROM (
         SELECT w::text AS row FROM workspace w WHERE id = $1
         UNION ALL SELECT m::text FROM workspace_membership m WHERE workspace_id = $1
         UNION ALL SELECT i::text FROM workspace_invitation i WHERE workspace_id = $1) AS rows`,
      [crew.id],
    );

  it('finds the routes', () => {
    expect(routes.filter(({ path }) => path.startsWith('/api/workspaces/{id}')).length).toBeGreaterThan(15);
  });

  it('answers 404 on every route that names what is not the caller’s, and changes nothing', async () => {
    const before = await stateOf();
    const wrong: string[] = [];
    const asked = routes.filter(
      ({ path, ids }) => !path.startsWith('/api/console') && !OF_NOBODY.test(path) && ids.length > 0,
    );
    for (const route of asked) {
      const { status, body, text } = await send(eve, route, (name) => foreign[name] ?? crew.owner.sessionId);
      const leaks = [crew.owner.email, crew.member.email].some((secret) => text?.includes(secret));
      if (status !== 404 || leaks) wrong.push(`${route.method} ${route.path}: ${status} ${body?.code}`);
    }
    expect(wrong).toEqual([]);
    expect(asked.length).toBeGreaterThan(20);
    expect(await stateOf()).toEqual(before);
  });

  it('lets no customer into the console, whatever they are at home', async () => {
    const wrong: string[] = [];
    for (const route of routes.filter(({ path }) =>
      /^\/api\/console\/(?!session|operator-invitations|backup-files)/.test(path),
    )) {
      const { status } = await send(crew.owner, route, (name) => foreign[name] ?? crew.id);
      if (status !== 401) wrong.push(`${route.method} ${route.path}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('tells nothing of others on routes that name nobody', async () => {
    const secrets = [crew.id, crew.owner.id, crew.owner.email, foreign.invitationId as string];
    for (const route of routes.filter(({ method, ids, streams }) => method === 'get' && ids.length === 0 && !streams)) {
      if (route.path.startsWith('/api/console')) continue;
      const { text } = await send(eve, route, () => '');
      expect([route.path, secrets.filter((secret) => text?.includes(secret))]).toEqual([route.path, []]);
    }
  });

  it('opens no socket to a stranger, by token or by a ticket for another store', async () => {
    const token = eve.bearer.replace('Bearer ', '');
    const open = (payload: Record<string, string>) =>
      SyncSocket.open({ url: house.url, storeId, payload }).then(
        () => 'open',
        (error: unknown) => String(error),
      );
    expect(await open({ token })).toMatch(/404/);
    const own = await aWorkspace(house, eve);
    const ownStore = `st-${uuidv7()}`;
    await house.dataSource.transaction(async (tx) => {
      await tx.query('DELETE FROM sync_store_log WHERE workspace_id = $1', [own]);
      await house.get<StoreLogs>(StoreLogs).create(tx, { storeId: ownStore, workspaceId: own });
      await house.get<StoreLogs>(StoreLogs).setMode(tx, ownStore, 'open');
    });
    const { body } = await as(house, eve, 'post', '/api/sync/tickets').send({ workspaceId: own }).expect(200);
    expect(await open({ ticket: body.ticket })).toMatch(/403/);
    await as(house, eve, 'post', '/api/sync/tickets').send({ workspaceId: crew.id }).expect(404);
  });

  it('holds whatever ids, roles and versions are sent by strangers and by those who may only look', async () => {
    const before = await stateOf();
    const writes = routes.filter(
      ({ method, path }) =>
        method !== 'get' && path.startsWith('/api/workspaces/{id}') && !/leave|last-used/.test(path),
    );
    const known = [...Object.values(foreign), crew.viewer.id, crew.owner.id];
    const id = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...known) },
      fc.uuid(),
      fc
        .string({ minLength: 1, maxLength: 40, unit: 'binary' })
        .filter((text) => !/^\.{1,2}$|[\p{Cc}\p{Cs}]/u.test(text)),
      fc.constantFrom("' OR 1=1 --", 'null', 'undefined', '%00', '-1', '00000000-0000-0000-0000-000000000000'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...writes),
        fc.constantFrom(eve, crew.viewer),
        fc.record({ id, workspaceId: id, userId: id, invitationId: id }),
        fc.constantFrom(...roles),
        fc.oneof(fc.integer({ min: -2, max: 5 }), fc.constantFrom(2 ** 31, 1e21, 0.5)),
        async (route, person, ids, role, version) => {
          const filled: Route = {
            ...route,
            body: (of) => {
              const body = route.body(of) as Record<string, unknown> | undefined;
              return body && 'role' in body ? { ...body, role, version } : { ...body, version };
            },
          };
          const { status } = await send(
            person,
            filled,
            (name) => ids[name as keyof typeof ids] ?? crew.id,
            String(version),
          );
          // Whether it is malformed, not there or not theirs: nothing was done, and nothing broke.
          expect([400, 403, 404, 405]).toContain(status);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
    expect(await stateOf()).toEqual(before);
  });
});
