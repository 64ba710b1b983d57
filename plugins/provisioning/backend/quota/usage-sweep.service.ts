import { Inject, Injectable } from '@nestjs/common';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import type { ProvisioningOptions } from '../provisioning.options.js';
import { SweepCursors } from './sweep-cursors.service.js';
import { COUNTED, quotaValues, USAGE_LEVEL } from './usage-level.js';
import { UsageLevels } from './usage-levels.service.js';

/** Of the stores that are looked at in one round, so many may have another level; the next round goes on behind them. */
const CHANGES = 500;
const TIMEOUT_MS = 5_000;
const CURSOR = 'usage';

interface Look {
  readonly seen: number;
  readonly last: string | null;
  /** Ids of those whose level is another one, in the order of the look. */
  readonly changed: readonly string[];
}

/**
 * Looks in each round at the next stores, what they hold against what they may hold. It reads the counters that the logs keep
 * anyway, in the order of their key, so a push knows nothing of it; only stores of another level than before are written.
 */
@Injectable()
export class UsageSweep {
  constructor(
    private readonly dataSource: DataSource,
    private readonly cursors: SweepCursors,
    private readonly levels: UsageLevels,
    @Inject(optionsOf('provisioning')) private readonly options: ProvisioningOptions,
  ) {}

  /** Answers how many stores have another level now. Throws when it could not see, and has changed nothing then. */
  async round(): Promise<number> {
    const after = await this.cursors.read(CURSOR);
    const { seen, last, changed } = await this.look(after);
    let moved = 0;
    for (const storeId of changed) moved += (await this.settle(storeId)) ? 1 : 0;
    const isPartOfIt = changed.length === CHANGES;
    const isLastPage = seen < this.options.quota.storesPerRound;
    await this.cursors.move(CURSOR, after, (isPartOfIt ? changed.at(-1) : isLastPage ? null : last) ?? '');
    return moved;
  }

  private settle(storeId: string): Promise<boolean> {
    return this.dataSource.transaction((tx) => this.levels.settle(tx, storeId));
  }

  private async look(after: string): Promise<Look> {
    return await this.dataSource.transaction(async (tx) => {
      await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
      const [look]: Look[] = await tx.query(
        `WITH page AS (
           SELECT store_id, events, bytes FROM sync_store_log WHERE store_id > $4 ORDER BY store_id LIMIT $5
         ), changed AS (
           SELECT s.id FROM page l JOIN provisioning_store s ON s.id = l.store_id
           WHERE ${COUNTED} AND s.usage_level <> ${USAGE_LEVEL} ORDER BY s.id LIMIT ${CHANGES}
         )
         SELECT (SELECT count(*) FROM page)::integer AS seen, (SELECT max(store_id) FROM page) AS last,
                (SELECT coalesce(array_agg(id ORDER BY id), '{}') FROM changed) AS changed`,
        [...quotaValues(this.options), after, this.options.quota.storesPerRound],
      );
      if (!look) throw new Error('The database did not say how full the stores are.');
      return look;
    });
  }
}
