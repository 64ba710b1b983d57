import type { TestHouse } from '@purser/kit/testing/house';
import { LeaseLost, type StoreLease } from '../../plugins/provisioning/backend/lease/store-lease.js';
import { StoreLeases } from '../../plugins/provisioning/backend/lease/store-leases.service.js';
import { StepLedger } from '../../plugins/provisioning/backend/step/step-ledger.service.js';
import { StoreDesires } from '../../plugins/provisioning/backend/store/store-desires.service.js';
import { storeSteps } from '../../plugins/provisioning/records.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { LEASE_MS, StoreHouse, wait } from '../support/store-house.js';

function aPromise(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('a store whose worker dies or freezes', () => {
  let stores: StoreHouse;
  let house: TestHouse;
  let ada: TestPerson;

  beforeAll(async () => {
    stores = await StoreHouse.open();
    house = stores.house;
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    ada = await aCustomer(house);
  });
  afterEach(() => jest.restoreAllMocks());

  it.each(storeSteps)(
    'a process that dies in %s, after its work and before its commit, is taken over',
    async (name) => {
      const { id } = await stores.aStore(ada);
      const ledger = house.get(StepLedger);
      const finish = ledger.finish.bind(ledger);
      const died = new Error('the process is gone');
      // From here on this process writes nothing any more, as if it had been killed: the work itself was done.
      jest.spyOn(ledger, 'finish').mockImplementation(async (lease, step, output) => {
        if (step.name !== name) return await finish(lease, step, output);
        await finish(
          lease,
          {
            ...step,
            name: step.name,
            settle: async (tx, worked, done) => {
              await step.settle?.(tx, worked, done);
              throw died;
            },
          },
          output,
        );
        throw new Error('unreachable');
      });
      jest.spyOn(ledger, 'fail').mockRejectedValue(died);
      await expect(stores.provision(id)).rejects.toBe(died);
      expect(await stores.attempts(id, name)).toEqual([{ attempt: 1, state: 'running', error: null }]);
      jest.restoreAllMocks();

      await stores.provision(id);
      expect(await stores.attempts(id, name)).toHaveLength(1);
      await wait(LEASE_MS + 50);
      await stores.provision(id);

      expect(await stores.row(id)).toMatchObject({ phase: 'active', lease_owner: null, fence: '2' });
      expect(await stores.attempts(id, name)).toEqual([
        { attempt: 1, state: 'abandoned', error: null },
        { attempt: 2, state: 'done', error: null },
      ]);
      const logs = await stores.sql('SELECT backend_id FROM sync_store_log WHERE store_id = $1', [id]);
      expect(logs).toEqual([{ backend_id: (await stores.row(id)).backend_id }]);
      const ready = await stores.sql(
        `SELECT 1 FROM house_audit WHERE what = 'provisioning.store-ready' AND subject_id = $1`,
        [id],
      );
      expect(ready).toHaveLength(1);
    },
  );

  it('a process that wakes up after its lease writes nothing, and is counted', async () => {
    const { id } = await stores.aStore(ada);
    const before = await stores.fencedWrites();
    const probing = aPromise();
    const frozen = aPromise();
    let lease: StoreLease | null = null;
    const leases = house.get(StoreLeases);
    const claim = leases.claim.bind(leases);
    jest.spyOn(leases, 'claim').mockImplementationOnce(async (...asked) => {
      const claimed = await claim(...asked);
      lease = claimed?.lease ?? null;
      return claimed;
    });
    jest.spyOn(stores.step('probe'), 'run' as never).mockImplementationOnce((async () => {
      lease?.stop(); // a stopped process renews nothing
      probing.resolve();
      await frozen.promise;
      return { from: 'zombie' };
    }) as never);
    const zombie = stores.provision(id);
    await probing.promise;
    await wait(LEASE_MS + 100);
    await stores.provision(id);
    expect(await stores.row(id)).toMatchObject({ phase: 'active', fence: '2' });
    frozen.resolve();
    await zombie;
    expect(await stores.fencedWrites()).toBe(before + 1);
    expect(await stores.attempts(id, 'probe')).toEqual([
      { attempt: 1, state: 'abandoned', error: null },
      { attempt: 2, state: 'done', error: null },
    ]);
    const [{ output }] = await stores.sql(
      `SELECT output FROM provisioning_step WHERE store_id = $1 AND step = 'probe' AND state = 'done'`,
      [id],
    );
    expect(output).not.toEqual({ from: 'zombie' });
  });

  it('a lease is renewed as long as its holder lives, and given to one of twenty', async () => {
    const { id } = await stores.aStore(ada);
    const claim = async () => (await house.get(StoreLeases).claim(id, async () => 'claimed'))?.lease;
    const claims = await Promise.all(Array.from({ length: 20 }, claim));
    const held = claims.filter((lease) => lease !== undefined);
    expect(held).toHaveLength(1);
    await wait(LEASE_MS * 2);
    expect(await claim()).toBeUndefined();
    await expect(held[0]?.write(async () => 'written')).resolves.toBe('written');
    held[0]?.stop();
    await wait(LEASE_MS + 100);
    await expect(held[0]?.write(async () => 'late')).rejects.toBeInstanceOf(LeaseLost);
  });

  it('a process that dies before it has set out leaves no claim on a store that rests', async () => {
    const { id, workspaceId } = await stores.aStore(ada);
    await house.runJobs();
    const suspend = (at: 'now()' | 'NULL') =>
      stores.sql(
        `UPDATE workspace SET suspended_at = ${at}, suspended_reason = CASE WHEN ${at} IS NOT NULL THEN 'dues' END WHERE id = $1`,
        [workspaceId],
      );
    const look = () =>
      house.dataSource.transaction((tx) => house.get<StoreDesires>(StoreDesires).look(tx, workspaceId));
    await suspend('now()');
    await look();
    const died = new Error('the process is gone');
    jest.spyOn(house.get(StepLedger), 'open').mockRejectedValueOnce(died);
    await expect(stores.provision(id)).rejects.toBe(died);
    await suspend('NULL');
    await look();
    await house.runJobs();
    expect(await stores.row(id)).toMatchObject({ phase: 'active', settled: 'active', lease_owner: null });
  });

  it('a store that kills its workers ends as failed too', async () => {
    const { id } = await stores.aStore(ada);
    const ledger = house.get(StepLedger);
    const died = new Error('killed');
    jest.spyOn(ledger, 'finish').mockRejectedValue(died);
    jest.spyOn(ledger, 'fail').mockRejectedValue(died);
    for (let n = 0; n < 8; n += 1) {
      await expect(stores.provision(id)).rejects.toBe(died);
      await stores.sql(`UPDATE provisioning_store SET lease_until = clock_timestamp() WHERE id = $1`, [id]);
    }
    jest.restoreAllMocks();
    await stores.provision(id);
    expect(await stores.row(id)).toMatchObject({
      phase: 'failed',
      error: 'The processes that worked on it died 8 times.',
    });
  });

  it('a process that is asked to stop hands the store back, and nothing counts as failed', async () => {
    const { id } = await stores.aStore(ada);
    const stop = new AbortController();
    jest.spyOn(stores.step('probe'), 'run' as never).mockImplementationOnce((async () => {
      stop.abort(new Error('The worker was asked to stop.'));
      throw stop.signal.reason;
    }) as never);
    await stores.provision(id, stop.signal);
    expect(await stores.row(id)).toMatchObject({ phase: 'verifying', failures: 0, lease_owner: null });
    await house.runJobs();
    expect(await stores.row(id)).toMatchObject({ phase: 'active' });
    expect(await stores.attempts(id, 'probe')).toMatchObject([{ state: 'abandoned' }, { state: 'done' }]);
  });

  it('goes only where the state machine goes', async () => {
    const { id } = await stores.aStore(ada);
    for (const phase of ['verifying', 'active', 'failed']) {
      await expect(stores.sql('UPDATE provisioning_store SET phase = $2 WHERE id = $1', [id, phase])).rejects.toThrow();
    }
    await house.runJobs();
    for (const phase of ['requested', 'provisioning', 'verifying', 'failed']) {
      await expect(stores.sql('UPDATE provisioning_store SET phase = $2 WHERE id = $1', [id, phase])).rejects.toThrow();
    }
    await expect(
      stores.sql(
        `INSERT INTO provisioning_step (store_id, walk, step, attempt, fence, state, finished_at)
           VALUES ($1, 1, 'announce', 2, 9, 'done', now())`,
        [id],
      ),
    ).rejects.toThrow('provisioning_step_done_once');
  });
});
