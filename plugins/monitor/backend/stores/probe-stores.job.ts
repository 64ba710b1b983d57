import { Inject, Injectable } from '@nestjs/common';
import type { Job, JobRun } from '@purser/kit/backend/jobs';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import type { ProbeLog } from '../../../provisioning/backend/probe/probe-logs.service.js';
import { StoreProbe } from '../../../provisioning/backend/probe/store-probe.service.js';
import { StoreDegradation } from '../../../provisioning/backend/store/store-degradation.service.js';
import type { MonitorOptions } from '../monitor.options.js';
import { Findings } from '../result/findings.service.js';
import { look } from '../result/look.js';

type Probed = ProbeLog & { readonly head: number };

const AT_A_TIME = 4;
const PROBE_MS = 10_000;
const FACTS = `SELECT s.id AS "storeId", s.workspace_id AS "workspaceId", l.backend_id AS "backendId", l.head::float8
  FROM provisioning_store s JOIN sync_store_log l ON l.store_id = s.id AND l.mode IN ('open', 'read_only')`;

/**
 * Opens some stores that people work in: those that failed last time, and the next ones of a walk over all. A round costs the
 * same whether there are ten or a million.
 */
@Injectable()
export class ProbeStores implements Job {
  constructor(
    private readonly dataSource: DataSource,
    private readonly probe: StoreProbe,
    private readonly findings: Findings,
    private readonly degradation: StoreDegradation,
    @Inject(optionsOf('monitor')) private readonly options: MonitorOptions,
  ) {}

  async run({ signal }: JobRun): Promise<void> {
    await this.letGoOfLeft();
    const failing = await this.failing();
    const known = new Set(failing.map(({ storeId }) => storeId));
    const next = (await this.next()).filter(({ storeId }) => !known.has(storeId));
    const queue = [...failing, ...next];
    const work = async () => {
      for (let store = queue.shift(); store; store = queue.shift()) await this.look(store, signal);
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
  }

  private async look(store: Probed, stop: AbortSignal): Promise<void> {
    stop.throwIfAborted();
    const signal = AbortSignal.any([stop, AbortSignal.timeout(PROBE_MS)]);
    const found = await look(() => this.probe.glance(store, signal));
    // Suspended, restored or erased while we looked: what was seen says nothing.
    if (found.failure && !(await this.stands(store))) return;
    await this.findings.note({ kind: 'store', subject: `store:${store.storeId}`, ...found });
  }

  private async failing(): Promise<Probed[]> {
    return await this.dataSource.query(
      `${FACTS} JOIN monitor_subject m ON m.key = 'store:' || s.id AND m.kind = 'store'
       WHERE s.phase = 'active' ORDER BY m.probed_at LIMIT $1`,
      [this.options.storesPerMinute],
    );
  }

  private async next(): Promise<Probed[]> {
    const stores: Probed[] = await this.dataSource.query(
      `${FACTS} WHERE s.phase = 'active' AND NOT s.canary AND s.id > (SELECT after FROM monitor_walk) ORDER BY s.id LIMIT $1`,
      [this.options.storesPerMinute],
    );
    // At the end it begins anew.
    await this.dataSource.query('UPDATE monitor_walk SET after = $1', [stores.at(-1)?.storeId ?? '']);
    return stores;
  }

  private async stands({ storeId, backendId }: Probed): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `${FACTS} WHERE s.id = $1 AND s.phase = 'active' AND l.backend_id = $2`,
      [storeId, backendId],
    );
    return rows.length > 0;
  }

  /** Stores that are not active any more cannot fail. */
  private async letGoOfLeft(): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [left]: [{ id: string }[], number] = await tx.query(
        `DELETE FROM monitor_subject m WHERE m.kind = 'store' AND NOT EXISTS (
           SELECT FROM provisioning_store s WHERE 'store:' || s.id = m.key AND s.phase = 'active')
         RETURNING substr(key, 7) AS id`,
      );
      for (const { id } of left) await this.degradation.recover(tx, id);
    });
  }
}
