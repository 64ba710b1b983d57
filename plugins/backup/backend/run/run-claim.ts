/** The right to work on one run. Every write carries the fence: who lost the lease writes nothing any more. */
import type { DataSource, EntityManager } from 'typeorm';
import type { Failure } from '../failure.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import { type BackupRun, RUN_COLUMNS } from './backup-run-row.js';

/** Another process has taken over, or the run was ended by somebody. */
export class ClaimLost extends Error {
  constructor() {
    super('Another process works on this backup now.');
  }
}

export interface UploadedFacts {
  readonly rows: number;
  readonly rawBytes: number;
  readonly bytes: number;
  readonly workspaces: number;
  readonly sha256: string;
  readonly keyId: string;
  readonly codec: string;
  readonly snapshotAt: string;
  readonly lsn: string;
}

export class RunClaim {
  private timer: NodeJS.Timeout | undefined;
  private readonly stop = new AbortController();
  private meter: ProgressMeter | undefined;

  private constructor(
    private readonly dataSource: DataSource,
    readonly run: BackupRun,
    private readonly leaseMs: number,
  ) {}

  /** Null when there is nothing to work on: it has ended, or somebody alive has it. */
  static async take(
    dataSource: DataSource,
    id: string,
    { owner, leaseMs }: { owner: string; leaseMs: number },
  ): Promise<RunClaim | null> {
    const [rows]: [BackupRun[], number] = await dataSource.query(
      `UPDATE backup_run SET state = 'running', attempts = attempts + 1, fence = fence + 1, lease_owner = $2,
              lease_until = clock_timestamp() + $3 * interval '1 ms', started_at = clock_timestamp(), progress = '{}'
        WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND lease_until < clock_timestamp()))
        RETURNING ${RUN_COLUMNS}`,
      [id, owner, leaseMs],
    );
    const [run] = rows;
    if (!run) return null;
    const claim = new RunClaim(dataSource, run, leaseMs);
    claim.renewLater();
    return claim;
  }

  /** Aborted when the claim is lost, or the run is to be cancelled. */
  get signal(): AbortSignal {
    return this.stop.signal;
  }

  /** What it was at last. */
  get phase(): string {
    return this.meter?.phase ?? 'begin';
  }

  /** What it says is written with each renewal from now on. */
  show(meter: ProgressMeter): void {
    this.meter = meter;
  }

  private get progress(): object {
    return this.meter?.read() ?? {};
  }

  /** Throws {@link ClaimLost}. Waits for no disk: what a crash of the database undoes of it only ends the lease earlier. */
  async renew(): Promise<void> {
    const [rows]: [{ cancelled: boolean }[], number] = await this.dataSource.query(
      `UPDATE backup_run SET lease_until = clock_timestamp() + $3 * interval '1 ms', progress = $4
        WHERE id = $1 AND fence = $2 AND state = 'running' AND set_config('synchronous_commit', 'off', true) = 'off'
        RETURNING cancel_requested_at IS NOT NULL AS cancelled`,
      [this.run.id, this.run.fence, this.leaseMs, this.progress],
    );
    if (rows.length === 0) {
      this.stop.abort(new ClaimLost());
      throw new ClaimLost();
    }
    if (rows[0]?.cancelled) this.stop.abort(new Cancelled());
  }

  /** From now on that one is kept as long as this one. Throws {@link ClaimLost}. */
  async standsOn(baseId: string): Promise<void> {
    await this.write('base_id = $3', [baseId]);
  }

  async uploaded(facts: UploadedFacts): Promise<void> {
    await this.write(`${UPLOADED}, progress = $12`, [...valuesOf(facts), this.progress]);
  }

  /**
   * With the caller's transaction, so that what follows from it happens if and only if this does. With `facts` when
   * nobody said yet that it is uploaded.
   */
  async succeed(state: 'uploaded' | 'verified', tx: EntityManager, facts?: UploadedFacts): Promise<void> {
    const verified = state === 'verified' ? ', verified_at = clock_timestamp()' : '';
    const uploaded = facts ? `, ${UPLOADED}` : '';
    await this.end(`state = '${state}'${verified}${uploaded}`, facts ? valuesOf(facts) : [], { tx });
  }

  async fail(state: 'failed' | 'corrupt', { code, message }: Failure, tx: EntityManager): Promise<void> {
    await this.end(`state = '${state}', error_code = $3, error = $4`, [code, message], { tx });
  }

  async cancel(): Promise<void> {
    await this.end(`state = 'cancelled'`, []);
  }

  /** Given back at once, so that somebody else may take it: this process stops. */
  async giveBack(): Promise<void> {
    await this.end(`state = 'queued'`, [], { finishedAt: 'NULL' });
  }

  release(): void {
    clearTimeout(this.timer);
  }

  private async end(
    what: string,
    values: unknown[],
    { finishedAt = 'clock_timestamp()', tx }: { finishedAt?: string; tx?: EntityManager } = {},
  ): Promise<void> {
    this.release();
    const set = `${what}, progress = $${values.length + 3}, lease_owner = NULL, lease_until = NULL, finished_at = ${finishedAt}`;
    await this.write(set, [...values, this.progress], tx);
  }

  private async write(set: string, values: unknown[], tx: EntityManager = this.dataSource.manager): Promise<void> {
    const [, written]: [unknown[], number] = await tx.query(
      `UPDATE backup_run SET ${set} WHERE id = $1 AND fence = $2 AND state = 'running'`,
      [this.run.id, this.run.fence, ...values],
    );
    if (written === 0) throw new ClaimLost();
  }

  private renewLater(): void {
    this.timer = setTimeout(
      () => {
        // A database out of reach for a moment costs nothing; the lease says when it was too long.
        void this.renew()
          .catch(() => undefined)
          .finally(() => {
            if (!this.stop.signal.aborted) this.renewLater();
          });
      },
      Math.min(this.leaseMs / 3, 1_000),
    ).unref();
  }
}

const UPLOADED = `uploaded_at = clock_timestamp(), rows = $3, raw_bytes = $4, bytes = $5, workspaces = $6, sha256 = $7,
  key_id = $8, codec = $9, snapshot_at = $10, lsn = $11`;

function valuesOf(facts: UploadedFacts): unknown[] {
  const { rows, rawBytes, bytes, workspaces, sha256, keyId, codec, snapshotAt, lsn } = facts;
  return [rows, rawBytes, bytes, workspaces, sha256, keyId, codec, snapshotAt, lsn];
}

export class Cancelled extends Error {
  constructor() {
    super('The backup was cancelled.');
  }
}
