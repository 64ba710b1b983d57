/**
 * The right to work on one restore or drill. Its lease is the database's: a process that died loses it, its row is ended
 * truthfully, and what it would still write is refused.
 */
import type { DataSource, EntityManager } from 'typeorm';
import type { Failure } from '../failure.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import { ClaimLost } from '../run/run-claim.js';

export interface RestoreRow {
  readonly mode: 'copy' | 'in-place' | 'drill' | 'database';
  readonly backupId: string;
  readonly target: string;
  readonly workspaceId: string;
  readonly dryRun: boolean;
  readonly fence: number;
}

export class RestoreClaim {
  private timer: NodeJS.Timeout | undefined;
  private meter: ProgressMeter | undefined;
  private readonly lost = new AbortController();

  private constructor(
    private readonly dataSource: DataSource,
    readonly id: string,
    readonly row: RestoreRow,
    private readonly leaseMs: number,
  ) {
    this.renewLater();
  }

  /** Null when it has ended, or somebody alive works on it. */
  static async take(dataSource: DataSource, id: string, leaseMs: number): Promise<RestoreClaim | null> {
    const [[row]]: [RestoreRow[], number] = await dataSource.query(
      `UPDATE backup_restore SET state = 'running', fence = fence + 1, started_at = clock_timestamp(),
              lease_until = clock_timestamp() + $2 * interval '1 ms'
        WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND lease_until < clock_timestamp()))
        RETURNING mode, backup_id AS "backupId", target, workspace_id AS "workspaceId", dry_run AS "dryRun", fence::float8`,
      [id, leaseMs],
    );
    return row ? new RestoreClaim(dataSource, id, row, leaseMs) : null;
  }

  get signal(): AbortSignal {
    return this.lost.signal;
  }

  /** In the transaction of the restore itself: it is restored if and only if it says so. Throws {@link ClaimLost}. */
  async succeed(tx: EntityManager, report: object, newWorkspaceId: string | null): Promise<void> {
    this.release();
    await this.write(
      tx,
      `state = 'succeeded', report = $3, new_workspace_id = $4, lease_until = NULL, finished_at = clock_timestamp()`,
      [report, newWorkspaceId],
    );
  }

  async fail(tx: EntityManager, { code, message }: Failure): Promise<void> {
    this.release();
    await this.write(
      tx,
      `state = 'failed', error_code = $3, error = $4, lease_until = NULL, finished_at = clock_timestamp()`,
      [code, message],
    );
  }

  /** What it says is written now, and with each renewal from now on. */
  show(meter: ProgressMeter): void {
    this.meter = meter;
    this.renewLater(0);
  }

  async closedFrom(tx: EntityManager, mode: string): Promise<void> {
    await this.write(tx, 'closed_from = $3', [mode]);
  }

  release(): void {
    clearTimeout(this.timer);
  }

  private async write(tx: EntityManager, set: string, values: unknown[]): Promise<void> {
    const [, written]: [unknown, number] = await tx.query(
      `UPDATE backup_restore SET ${set} WHERE id = $1 AND fence = $2 AND state = 'running'`,
      [this.id, this.row.fence, ...values],
    );
    if (written === 0) throw new ClaimLost();
  }

  private renewLater(ms = Math.min(this.leaseMs / 3, 1_000)): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew().catch(() => undefined), ms).unref();
  }

  private async renew(): Promise<void> {
    try {
      await this.write(
        this.dataSource.manager,
        `lease_until = clock_timestamp() + $3 * interval '1 ms', progress = $4`,
        [this.leaseMs, this.meter?.read() ?? {}],
      );
    } catch (error) {
      // A database out of reach for a moment costs nothing; the lease says when it was too long.
      if (error instanceof ClaimLost) this.lost.abort(error);
    }
    if (!this.lost.signal.aborted) this.renewLater();
  }
}
