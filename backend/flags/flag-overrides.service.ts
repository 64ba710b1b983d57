import { Injectable } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { HouseSettings } from '@purser/kit/backend/settings';
import { Signals } from '@purser/kit/backend/signals';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { houseAudit } from '../names.js';
import { FLAG_CHANNEL, HouseFlags } from './house-flags.js';

export interface FlagOverride {
  readonly flag: string;
  /** Undefined = for everyone in this environment. */
  readonly workspaceId?: string;
  /** Null takes the override away. */
  readonly on: boolean | null;
  readonly reason?: string | undefined;
}

/** Writes an override, its audit entry and the signal to all processes in one transaction. */
@Injectable()
export class FlagOverrides {
  constructor(
    private readonly flags: HouseFlags,
    private readonly settings: HouseSettings,
    private readonly signals: Signals,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly dataSource: DataSource,
  ) {}

  async change(override: FlagOverride, by: OperatorCaller, origin: Origin): Promise<void> {
    const { flag, workspaceId, on, reason } = override;
    if (!this.flags.declared.has(flag)) throw new Refusal(houseProblems.notFound);
    await this.dataSource.transaction(async (tx) => {
      const before = await this.write(tx, override, by.email);
      await this.audit.record(tx, {
        what: houseAudit.flagChanged,
        by,
        on: { type: 'flag', id: flag },
        origin,
        ...(workspaceId !== undefined && { workspaceId }),
        ...(reason && { reason }),
        before: { on: before },
        after: { on },
      });
      await this.signals.send(FLAG_CHANNEL, flag, tx);
    });
    // The signal comes back a moment later; this process shall not answer with the old value until then.
    this.flags.forget();
  }

  /** Answers the override that stood there before. */
  private async write(tx: EntityManager, { flag, workspaceId, on }: FlagOverride, by: string): Promise<boolean | null> {
    const environment = workspaceId === undefined ? this.settings.mode : null;
    const scope = [flag, environment, workspaceId ?? null];
    const held: { is_on: boolean }[] = await tx.query(
      `SELECT is_on FROM house_flag WHERE flag = $1 AND environment IS NOT DISTINCT FROM $2
          AND workspace_id IS NOT DISTINCT FROM $3::uuid FOR UPDATE`,
      scope,
    );
    if (on === null) {
      await tx.query(
        `DELETE FROM house_flag WHERE flag = $1 AND environment IS NOT DISTINCT FROM $2
            AND workspace_id IS NOT DISTINCT FROM $3::uuid`,
        scope,
      );
    } else {
      await tx.query(
        `INSERT INTO house_flag (flag, environment, workspace_id, id, is_on, updated_at, updated_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT ON CONSTRAINT house_flag_scope
         DO UPDATE SET is_on = excluded.is_on, updated_at = excluded.updated_at, updated_by = excluded.updated_by`,
        [...scope, uuidv7(), on, this.clock.now(), by],
      );
    }
    return held[0]?.is_on ?? null;
  }
}
