import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { auth } from '../../plugins/auth/backend/auth.plugin.js';
import { RunCanary } from '../../plugins/monitor/backend/canary/run-canary.job.js';
import { monitor } from '../../plugins/monitor/backend/monitor.plugin.js';
import { ProcessProbe } from '../../plugins/monitor/backend/process/process-probe.service.js';
import { WatchSlos } from '../../plugins/monitor/backend/slo/watch-slos.job.js';
import { ProbeStores } from '../../plugins/monitor/backend/stores/probe-stores.job.js';
import { provisioning } from '../../plugins/provisioning/backend/provisioning.plugin.js';
import { StoreProvisioner } from '../../plugins/provisioning/backend/store/store-provisioner.service.js';
import { StoreRequests } from '../../plugins/provisioning/backend/store/store-requests.service.js';
import { StoreHub } from '../../plugins/sync/backend/socket/store-hub.js';
import { EventLog } from '../../plugins/sync/backend/store-log/event-log.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { SyncTickets } from '../../plugins/sync/backend/ticket/tickets.service.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { aCustomer, anOperator, type TestPerson } from '../support/people.js';

const signal = new AbortController().signal;
const run = { payload: {}, attempt: 1, signal };
/** Nothing looks by itself: the test says when. */
const plugins = [
  auth(),
  workspace({ workspacesPerOwner: 100 }),
  sync(),
  provisioning({ sweepMs: 0, probeLiveMs: 400 }),
  monitor({ processMs: 0, canary: null, storesPerMinute: 5 }),
];

describe('what probes find', () => {
  let house: TestHouse;
  let beside: TestHouse;
  let olga: TestPerson;

  beforeAll(async () => {
    house = await createTestHouse({ plugins });
    beside = await createTestHouse({ plugins, beside: house });
    olga = await anOperator(house);
  });
  afterAll(async () => {
    await beside?.close();
    await house?.close();
  });
  afterEach(() => jest.restoreAllMocks());

  const sql = (text: string, values: unknown[] = []) => house.dataSource.query(text, values);
  const incidents = () =>
    sql(`SELECT key, cause, closed_at IS NOT NULL AS over FROM monitor_incident ORDER BY opened_at`) as Promise<
      { key: string; cause: string; over: boolean }[]
    >;
  const lettersTo = async (name: string) => (await house.mails()).filter((mail) => mail.template === name).length;
  const probe = (at: TestHouse) => at.get(ProcessProbe).run();
  const forget = () => sql('DELETE FROM monitor_incident; DELETE FROM monitor_subject; DELETE FROM monitor_result');
  const aStore = async (): Promise<{ id: string; workspaceId: string }> => {
    const ada = await aCustomer(house);
    const { body } = await house
      .request()
      .post('/api/workspaces')
      .set('Authorization', ada.bearer)
      .send({ name: `W ${Math.random()}` })
      .expect(201);
    const [{ id }] = await sql('SELECT id FROM provisioning_store WHERE workspace_id = $1', [body.id]);
    await house.get(StoreProvisioner).provision(id, signal);
    return { id, workspaceId: body.id };
  };

  describe('of a process', () => {
    const faults: [string, () => void][] = [
      [
        'token',
        () => {
          jest.spyOn(house.get(SyncTickets), 'issue').mockRejectedValue(new Error('no tickets today'));
        },
      ],
      [
        'push',
        () => {
          jest.spyOn(EventLog.prototype, 'append').mockRejectedValue(new Error('the disk is full'));
        },
      ],
      [
        'live-delivery',
        () => {
          jest.spyOn(StoreHub.prototype as unknown as { show: () => void }, 'show').mockImplementation(() => undefined);
        },
      ],
    ];

    it.each(faults)(
      'only %s is blocked: that step is named after two probes, told once, and its end once',
      async (step, block) => {
        await forget();
        const [before, ended] = [
          await lettersTo('monitor.incident-opened'),
          await lettersTo('monitor.incident-closed'),
        ];
        await probe(house);
        expect(await incidents()).toEqual([]);
        block();
        await probe(house);
        expect(await incidents()).toEqual([]);
        for (let n = 0; n < 3; n += 1) await probe(house);
        const [subject] = await sql(`SELECT key, step, failures FROM monitor_subject`);
        expect(subject).toMatchObject({ step, failures: 4 });
        expect(await incidents()).toEqual([{ key: subject.key, cause: step, over: false }]);
        jest.restoreAllMocks();
        for (let n = 0; n < 2; n += 1) await probe(house);
        expect(await incidents()).toEqual([{ key: subject.key, cause: step, over: true }]);
        expect(await lettersTo('monitor.incident-opened')).toBe(before + 1);
        expect(await lettersTo('monitor.incident-closed')).toBe(ended + 1);
      },
    );

    it('of two, only one is broken: that one is named, and the other is well', async () => {
      await forget();
      jest.spyOn(beside.get(SyncTickets), 'issue').mockRejectedValue(new Error('not here'));
      for (let n = 0; n < 2; n += 1) await Promise.all([probe(house), probe(beside)]);
      const port = new URL(beside.url).port;
      expect(await incidents()).toEqual([
        { key: expect.stringMatching(new RegExp(`^process:.+:${port}$`)), cause: 'token', over: false },
      ]);
      // It is taken away instead of mended: what was wrong with it ends with it.
      await sql(`UPDATE monitor_subject SET probed_at = now() - interval '11 minutes' WHERE failures > 0`);
      await house.get(WatchSlos).run();
      expect((await incidents()).find(({ key }) => key.startsWith('process:'))).toMatchObject({ over: true });
    });

    it('twenty that tell of the same failure at once open one incident and send one letter', async () => {
      await forget();
      const before = await lettersTo('monitor.incident-opened');
      jest.spyOn(house.get(SyncTickets), 'issue').mockRejectedValue(new Error('no tickets today'));
      await Promise.all(Array.from({ length: 20 }, () => probe(house)));
      expect(await incidents()).toHaveLength(1);
      expect((await sql('SELECT failures FROM monitor_subject'))[0]).toEqual({ failures: 20 });
      expect(await lettersTo('monitor.incident-opened')).toBe(before + 1);
    });

    it('in announced maintenance nobody is told and nothing counts; what still fails after it is told then', async () => {
      await forget();
      await sql('DELETE FROM monitor_bucket');
      const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
      const announce = (startsAt: string, endsAt: string) =>
        house
          .request()
          .post('/api/console/monitor/maintenance')
          .set('Authorization', olga.bearer)
          .send({ startsAt, endsAt, reason: 'New database' });
      expect((await announce(at(5), at(1)).expect(400)).body.code).toBe('maintenance_order');
      expect((await announce(at(-20), at(-1)).expect(400)).body.code).toBe('maintenance_order');
      const { body } = await announce(at(-1), at(30)).expect(200);
      expect(body.maintenance).toEqual([expect.objectContaining({ reason: 'New database', active: true })]);
      jest.spyOn(house.get(SyncTickets), 'issue').mockRejectedValue(new Error('no tickets today'));
      for (let n = 0; n < 3; n += 1) await probe(house);
      expect(await incidents()).toEqual([]);
      expect(await sql('SELECT * FROM monitor_bucket')).toEqual([]);
      const end = () =>
        house
          .request()
          .post(`/api/console/monitor/maintenance/${body.maintenance[0].id}/end`)
          .set('Authorization', olga.bearer);
      const ends = await Promise.all([end(), end()]);
      expect(ends.map(({ status }) => status).sort()).toEqual([200, 409]);
      await probe(house);
      expect(await incidents()).toHaveLength(1);
    });
  });

  describe('of stores', () => {
    it('one that does not answer is degraded after two looks and keeps its phase; all of them are one incident', async () => {
      await forget();
      const ill = [await aStore(), await aStore()];
      const well = await aStore();
      const tickets = house.get(SyncTickets);
      const issue = tickets.issue.bind(tickets);
      const broken = jest.spyOn(tickets, 'issue').mockImplementation(async (claims, seconds) => {
        if (ill.some(({ id }) => id === claims.storeId)) throw new Error('not for this one');
        return await issue(claims, seconds);
      });
      const look = () => house.get(ProbeStores).run(run);
      const standing = () =>
        sql(
          `SELECT id, phase, degraded_reason AS reason FROM provisioning_store
           WHERE degraded_since IS NOT NULL ORDER BY id`,
        );
      await look();
      expect(await standing()).toEqual([]);
      await look();
      const degraded = ill.map(({ id }) => ({ id, phase: 'active', reason: 'probe_token' }));
      expect(await standing()).toEqual(degraded.toSorted((a, b) => a.id.localeCompare(b.id)));
      expect(await incidents()).toEqual([{ key: 'stores', cause: 'token', over: false }]);
      const shown = await house.request().get('/api/console/monitor').set('Authorization', olga.bearer).expect(200);
      expect(shown.body.subjects).toHaveLength(2);
      expect(shown.text).not.toContain(well.id);
      // One of them is erased meanwhile: it cannot fail any more, and the other gets well.
      const [gone, healed] = ill as [(typeof ill)[number], (typeof ill)[number]];
      await house.dataSource.transaction((tx) => house.get(StoreRequests).purge(tx, gone.workspaceId));
      await look();
      expect((await standing()).map(({ id }: { id: string }) => id)).toEqual([healed.id]);
      expect((await incidents()).map(({ over }) => over)).toEqual([false]);
      broken.mockRestore();
      await look();
      expect(await standing()).toEqual([]);
      expect((await incidents()).map(({ over }) => over)).toEqual([true]);
    });

    it('the walk comes to every store, a few a round, and begins anew', async () => {
      const ids = (await sql(`SELECT id FROM provisioning_store WHERE phase = 'active'`)).length;
      for (let n = ids; n < 7; n += 1) await aStore();
      await forget();
      await sql(`UPDATE monitor_walk SET after = ''`);
      const probed = async () => (await sql(`SELECT DISTINCT subject FROM monitor_result WHERE kind = 'store'`)).length;
      await house.get(ProbeStores).run(run);
      expect(await probed()).toBe(5);
      await house.get(ProbeStores).run(run);
      expect(await probed()).toBe(7);
      await house.get(ProbeStores).run(run);
      await house.get(ProbeStores).run(run);
      expect((await sql(`SELECT count(*)::int AS n FROM monitor_result WHERE kind = 'store'`))[0].n).toBeGreaterThan(7);
    });
  });

  it('a canary goes the whole way, is in no list and no trail, and nothing of it is left', async () => {
    await forget();
    const counts = () =>
      Promise.all(
        [
          'workspace',
          'house_audit',
          'provisioning_store',
          'sync_store_log',
          'sync_event',
          'provisioning_probe_log',
        ].map(async (table) => [table, (await sql(`SELECT count(*)::int AS n FROM ${table}`))[0].n]),
      );
    const before = await counts();
    await house.get(RunCanary).run(run);
    const [result] = await sql('SELECT ok, step, error, milliseconds FROM monitor_result');
    expect(result).toMatchObject({ ok: true, step: null, error: null });
    expect(await counts()).toEqual(before);
    expect(Object.keys(result.milliseconds)).toEqual(
      expect.arrayContaining(['create', 'token', 'push', 'live-delivery', 'cold-pull', 'refuse-expired', 'erase']),
    );
  });
});
