/** A run of random acts on workspaces and stores among faults, drawn from a seed; then everything must fit together. */
import { ReconcileStores } from '../../plugins/provisioning/backend/reconcile/reconcile-stores.job.js';
import { StoreDesires } from '../../plugins/provisioning/backend/store/store-desires.service.js';
import { StoreHolds } from '../../plugins/provisioning/backend/store/store-holds.service.js';
import { StoreRetry } from '../../plugins/provisioning/backend/store/store-retry.service.js';
import { PurgeWorkspaces } from '../../plugins/workspace/backend/workspace/purge-workspaces.job.js';
import { WorkspaceDeletion } from '../../plugins/workspace/backend/workspace/workspace-deletion.service.js';
import { WorkspaceSuspension } from '../../plugins/workspace/backend/workspace/workspace-suspension.service.js';
import type { TestPerson } from './people.js';
import type { StoreFaults } from './store-faults.js';
import type { StoreHouse } from './store-house.js';
import { type StormStore, unfit } from './store-verdict.js';

export interface StoreStorm {
  readonly stores: StoreHouse;
  /** Of this house, installed once. */
  readonly faults: StoreFaults;
  readonly owner: TestPerson;
  readonly random: () => number;
  readonly count: number;
  readonly acts: number;
}

const by = 'system' as const;
const reason = 'a storm';

/** What did not fit; nothing when all did. */
export async function storeStorm({ stores, faults, owner, random, count, acts }: StoreStorm): Promise<string[]> {
  const { house } = stores;
  const below = (limit: number) => Math.floor(random() * limit);
  const all: StormStore[] = [];
  for (let n = 0; n < count; n += 1) all.push(await stores.aStore(owner));
  const pick = () => all[below(all.length)] as StormStore;
  const tx = house.dataSource.transaction.bind(house.dataSource);
  const holds = house.get<StoreHolds>(StoreHolds);
  const deletion = house.get<WorkspaceDeletion>(WorkspaceDeletion);
  const suspension = house.get<WorkspaceSuspension>(WorkspaceSuspension);
  const operator = {
    kind: 'operator',
    operatorId: owner.id,
    sessionId: owner.sessionId,
    email: owner.email,
    roles: [],
    permissions: new Set<string>(),
    signedInAt: house.clock.now(),
  } as const;
  const origin = { ip: '127.0.0.1', userAgent: 'storm', requestId: 'storm', place: null };

  const kinds: readonly (() => Promise<unknown>)[] = [
    () => tx((t) => suspension.suspend(t, pick().workspaceId, { by, reason })),
    () => tx((t) => suspension.resume(t, pick().workspaceId, { by })),
    () => tx((t) => deletion.deleteFor(t, pick().workspaceId, { by })),
    () => tx((t) => deletion.undeleteFor(t, pick().workspaceId, { by })),
    () => holds.hold({ storeId: pick().id, by: operator, reason }, below(2) ? 'full' : 'read_only'),
    () => holds.release({ storeId: pick().id, by: operator, reason }),
    () => house.get<StoreRetry>(StoreRetry).retry({ storeId: pick().id, by: operator, origin, reason }),
    // Word of something old, or of nothing.
    () => tx((t) => house.get<StoreDesires>(StoreDesires).look(t, pick().workspaceId)),
    // Something happens and nobody is told.
    () =>
      stores.sql(
        `UPDATE workspace SET suspended_at = now(), suspended_reason = 'quietly' WHERE id = $1 AND suspended_at IS NULL`,
        [pick().workspaceId],
      ),
    () => house.get<ReconcileStores>(ReconcileStores).run(),
    () => faults.timePasses(),
    async () => {
      if (below(4) > 0) return;
      await stores.sql(
        `UPDATE workspace SET purge_after = now() - interval '1 h' WHERE id = $1 AND deleted_at IS NOT NULL`,
        [pick().workspaceId],
      );
      await house.get<PurgeWorkspaces>(PurgeWorkspaces).run({ signal: new AbortController().signal });
    },
  ];
  const walk = () => stores.provision(pick().id);

  faults.rate = 0.5;
  for (let act = 0; act < acts; act += 1) {
    const beside = Array.from({ length: 1 + below(4) }, walk);
    if (below(2)) beside.push((kinds[below(kinds.length)] as () => Promise<void>)());
    if (below(4) === 0) beside.push(faults.timePasses());
    await Promise.allSettled(beside);
  }

  faults.rate = 0;
  for (let round = 0; round < 12; round += 1) {
    await faults.timePasses();
    await house.get<ReconcileStores>(ReconcileStores).run();
    for (const { id: storeId } of all) {
      await house
        .get<StoreRetry>(StoreRetry)
        .retry({ storeId, by: operator, origin, reason })
        .catch(() => undefined);
    }
    await house.runJobs();
    for (const { id } of all) await stores.provision(id);
  }
  return (await Promise.all(all.map((store) => unfit(stores, store)))).flat();
}
