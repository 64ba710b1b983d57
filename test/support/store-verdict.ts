/** Whether what became of a store fits what was asked for, and the way there. */
import type { StorePhase } from '../../plugins/provisioning/records.js';
import type { StoreHouse } from './store-house.js';

export interface StormStore {
  readonly id: string;
  readonly workspaceId: string;
}

/** Written down anew, apart from the code and the trigger: what may follow what. */
const follows: Readonly<Record<StorePhase, readonly StorePhase[]>> = {
  requested: ['provisioning', 'failed', 'purging'],
  provisioning: ['verifying', 'failed', 'purging'],
  verifying: ['active', 'failed', 'purging'],
  active: ['suspending', 'deleting', 'restoring', 'purging'],
  suspending: ['suspended', 'failed', 'purging'],
  suspended: ['suspending', 'resuming', 'deleting', 'purging'],
  resuming: ['verifying', 'failed', 'purging'],
  deleting: ['deleted', 'failed', 'purging'],
  deleted: ['restoring', 'purging'],
  restoring: ['verifying', 'failed', 'purging'],
  failed: ['requested', 'provisioning', 'verifying', 'suspending', 'resuming', 'restoring', 'deleting', 'purging'],
  purging: ['purged', 'failed'],
  purged: [],
};

const modes: Readonly<Record<string, string | null>> = {
  active: 'open',
  read_only: 'read_only',
  suspended: 'closed',
  deleted: 'closed',
  purged: null,
};

/** One sentence for each thing that does not fit. */
export async function unfit(stores: StoreHouse, { id, workspaceId }: StormStore): Promise<string[]> {
  const wrong: string[] = [];
  const row = await stores.row(id);
  const [facts] = await stores.sql(
    `SELECT w.deleted_at, w.suspended_at, s.held FROM provisioning_store s JOIN workspace w ON w.id = s.workspace_id WHERE s.id = $1`,
    [id],
  );
  const wanted = !facts
    ? 'purged'
    : facts.deleted_at
      ? 'deleted'
      : facts.suspended_at || facts.held === 'full'
        ? 'suspended'
        : (facts.held ?? 'active');
  if (row.settled !== wanted) {
    wrong.push(`It shall be ${wanted} and is ${row.phase}, settled ${row.settled}: ${row.error}`);
  }
  if (row.lease_owner !== null) wrong.push(`It is ${row.phase}, and ${row.lease_owner} holds it still.`);
  const phases = (await stores.sql('SELECT phase FROM provisioning_phase WHERE store_id = $1 ORDER BY id', [id])).map(
    ({ phase }) => phase as StorePhase,
  );
  for (const [n, phase] of phases.entries()) {
    const before = phases[n - 1];
    if (before && !follows[before].includes(phase)) wrong.push(`It went from ${before} to ${phase}.`);
  }
  const logs = await stores.sql('SELECT backend_id, mode FROM sync_store_log WHERE workspace_id = $1', [workspaceId]);
  const used = phases.includes('active');
  const mode = modes[wanted] ?? null;
  const hasLog = mode !== null && (used || wanted !== 'deleted');
  if (logs.length !== (hasLog ? 1 : 0)) wrong.push(`It has ${logs.length} logs.`);
  if (hasLog && logs[0]?.mode !== mode) wrong.push(`Its log is ${logs[0]?.mode}, not ${mode}.`);
  if (hasLog && logs[0]?.backend_id !== row.backend_id) wrong.push('Its log has another backend id.');
  return [...wrong, ...(await doubled(stores, id, phases))].map((sentence) => `${id}: ${sentence}`);
}

/** Things that must have been said exactly as often as they were done. */
async function doubled(stores: StoreHouse, id: string, phases: readonly StorePhase[]): Promise<string[]> {
  const said = async (what: string, more = '') =>
    (
      await stores.sql(`SELECT 1 FROM house_audit WHERE what = $1 AND subject_id = $2 ${more}`, [
        `provisioning.${what}`,
        id,
      ])
    ).length;
  const done = async (step: string, more = '') =>
    (
      await stores.sql(
        `SELECT 1 FROM provisioning_step WHERE store_id = $1 AND step = $2 AND state IN ('done', 'undone') ${more}`,
        [id, step],
      )
    ).length;
  const counts: [string, number, number][] = [
    ['ready', await said('store-ready'), await done('announce')],
    [
      'reopened',
      await said('store-reopened', `AND entry::jsonb #> '{detail,after}' IS NOT NULL`),
      await done('reopen', `AND output ->> 'opened' = 'true'`),
    ],
    ['purged', await said('store-purged'), await done('erase')],
    ['actives', phases.filter((phase) => phase === 'active').length, (await done('announce')) + (await done('reopen'))],
    ['deletions', phases.filter((phase) => phase === 'deleted').length, await done('keep')],
  ];
  const ids = await stores.sql(
    `SELECT DISTINCT output ->> 'backendId' AS id FROM provisioning_step
     WHERE store_id = $1 AND state = 'done' AND output ? 'backendId'`,
    [id],
  );
  const wrong = counts
    .filter(([, a, b]) => a !== b)
    .map(([what, a, b]) => `${what}: told ${a} times, done ${b} times.`);
  if (ids.length > 1) wrong.push(`It had ${ids.length} backend ids.`);
  const running = await stores.sql(`SELECT step FROM provisioning_step WHERE store_id = $1 AND state = 'running'`, [
    id,
  ]);
  if (running.length > 0) wrong.push(`${running[0].step} is running still.`);
  return wrong;
}
