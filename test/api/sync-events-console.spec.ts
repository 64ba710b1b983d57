/** What operators see of the events of a store, and what of that is noted where its owners can read it. */
import type { TestHouse } from '@purser/kit/testing/house';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';
import { aStore, syncHouse, type TestStore } from '../support/sync-house.js';

const reason = 'ticket 4711: the list is empty after an import';
const secret = 'what-the-customer-wrote';

describe('the events of a store', () => {
  let house: TestHouse;
  let owner: TestPerson;
  let olga: TestPerson;
  let store: TestStore;

  beforeAll(async () => {
    house = await syncHouse();
    owner = await aCustomer(house);
    olga = await anOperator(house);
    store = await aStore(house, owner);
    await fill(store, 25_120);
  });
  afterAll(() => house?.close());

  /** Every thousandth is rare, and the third one. */
  async function fill({ storeId }: TestStore, count: number) {
    await house.dataSource.query(
      `INSERT INTO sync_event (store_id, seq, size, created_at, name, client_id, session_id, args)
       SELECT $1, n, 40, now(), CASE WHEN n % 1000 = 0 OR n = 3 THEN 'v1.Rare_%' ELSE 'v1.TodoAdded' END, 'c-1', 's-1',
              json_build_object('text', $3::text, 'n', n) FROM generate_series(1, $2::int) n`,
      [storeId, count, secret],
    );
    await house.dataSource.query('UPDATE sync_store_log SET head = $2, events = $2 WHERE store_id = $1', [
      storeId,
      count,
    ]);
  }

  const path = (rest = '') => `/api/console/stores/${store.storeId}/events${rest}`;
  const read = (rest = '', by = olga) => house.request().get(path(rest)).set('Authorization', by.bearer);
  const disclose = (seq: number | string, body: object = { reason }, by = olga) =>
    house
      .request()
      .post(path(`/${seq}/disclose`))
      .set('Authorization', by.bearer)
      .send(body);
  const entries = async () =>
    await house.dataSource.query(
      `SELECT actor_id AS by, workspace_id AS workspace, subject_id AS store, entry FROM house_audit
       WHERE what = 'sync.event-disclosed' ORDER BY at, id`,
    );

  it('come newest first, page after page, by name and size and never with what they hold', async () => {
    const first = await read().expect(200);
    expect(first.body).toMatchObject({ head: 25_120, next: 25_071 });
    expect(first.body.events).toHaveLength(50);
    expect(first.body.events[0]).toEqual({
      seq: 25_120,
      createdAt: expect.stringMatching(/Z$/),
      name: 'v1.TodoAdded',
      size: 40,
      clientId: 'c-1',
      sessionId: 's-1',
    });
    const second = await read(`?before=${first.body.next}`).expect(200);
    expect(second.body.events.map(({ seq }: { seq: number }) => seq)).toEqual(
      Array.from({ length: 50 }, (_, at) => 25_070 - at),
    );
    expect((await read('?before=4')).body).toMatchObject({ events: [{ seq: 3 }, { seq: 2 }, { seq: 1 }], next: null });
    for (const { text } of [first, second]) expect(text).not.toContain(secret);
  });

  it('are found by a part of their name, a stretch of the log at a time', async () => {
    const seqs = ({ body }: { body: { events: { seq: number }[] } }) => body.events.map(({ seq }) => seq);
    const first = await read('?name=rare_%25').expect(200);
    expect(seqs(first)).toEqual(Array.from({ length: 20 }, (_, at) => (25 - at) * 1_000));
    expect(first.body.next).toBe(5_121);
    const rest = await read(`?name=rare_%25&before=${first.body.next}`);
    expect(seqs(rest)).toEqual([5_000, 4_000, 3_000, 2_000, 1_000, 3]);
    expect(rest.body.next).toBeNull();
    expect((await read('?name=Nothing&before=20000')).body).toMatchObject({ events: [], next: null });
    for (const bad of ['?name=%00', '?before=0', '?before=x']) expect((await read(bad)).status).toBe(400);
  });

  it('show what one of them holds only to those who may, for a reason, and note who looked', async () => {
    const { body, headers } = await disclose(3).expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toMatchObject({ seq: 3, name: 'v1.Rare_%' });
    expect(JSON.parse(body.args)).toEqual({ text: secret, n: 3 });
    const noted = await entries();
    expect(noted).toMatchObject([{ by: olga.id, workspace: store.workspaceId, store: store.storeId }]);
    expect(JSON.parse(noted[0].entry)).toMatchObject({ reason, detail: { seq: 3, name: 'v1.Rare_%' } });
    expect(noted[0].entry).not.toContain(secret);
    const activity = await house
      .request()
      .get(`/api/workspaces/${store.workspaceId}/audit?what=sync.event-disclosed`)
      .set('Authorization', owner.bearer)
      .expect(200);
    expect(activity.body.entries).toMatchObject([{ what: 'sync.event-disclosed', by: { kind: 'operator', id: null } }]);
    expect(activity.text).not.toContain(reason);
  });

  it('show nothing, and note nothing, without a reason, a permission or an event', async () => {
    const before = (await entries()).length;
    for (const role of ['operator', 'support', 'auditor']) {
      const other = await anOperator(house, [role]);
      await read('', other).expect(200);
      const refused = await disclose(3, { reason }, other).expect(403);
      expect(refused.text).not.toContain(secret);
    }
    await read('', owner).expect(401);
    await disclose(3, { reason: ' ' }).expect(400);
    for (const seq of [25_121, 0, '3x', '99999999999999999999']) {
      expect((await disclose(seq).expect(404)).body.code).toBe('event_not_found');
    }
    const nowhere = house.request().get('/api/console/stores/st-none/events').set('Authorization', olga.bearer);
    expect((await nowhere.expect(404)).body.code).toBe('store_not_found');
    expect(await entries()).toHaveLength(before);
  });

  it('show nothing when it cannot be noted', async () => {
    await house.dataSource.query(
      `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room'; END $$`,
    );
    await house.dataSource.query(
      'CREATE TRIGGER refuse BEFORE INSERT ON house_audit FOR EACH ROW EXECUTE FUNCTION refuse()',
    );
    expect((await disclose(3).expect(500)).text).not.toContain(secret);
    await house.dataSource.query('DROP TRIGGER refuse ON house_audit');
  });
});
