/** The work on one run: claim, export, manifest, verification, and what is left behind when it fails. */
import { hostname } from 'node:os';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { ALL_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource, type EntityManager } from 'typeorm';
import { backupAudit } from '../../names.js';
import { BackupAlarms } from '../alarm/backup-alarms.service.js';
import type { BackupOptions } from '../backup.options.js';
import { BackupEngine } from '../engine/backup-engine.service.js';
import { BackupDatabase } from '../export/backup-database.provider.js';
import { WorkspaceExports } from '../export-for-owner/workspace-exports.service.js';
import { type Failure, failureOf, isCorruption } from '../failure.js';
import type { Manifest } from '../format/manifest.js';
import { BackupKeys } from '../key/backup-keys.service.js';
import { ProgressMeter } from '../progress/progress-meter.js';
import type { BackupTarget } from '../target/backup-target.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { BackupReports } from '../watch/backup-reports.service.js';
import { BackupBases } from './backup-bases.service.js';
import { BackupFigures } from './backup-figures.service.js';
import { BackupFollowUp } from './backup-follow-up.service.js';
import type { BackupRun } from './backup-run-row.js';
import { Cancelled, ClaimLost, RunClaim } from './run-claim.js';
import { keysOf, StoredBackups } from './stored-backups.service.js';
import { takeBackup } from './taking.js';

@Injectable()
export class BackupWork {
  private readonly logger = new Logger('Backups');
  private readonly owner = `${hostname()}:${process.pid}`;

  constructor(
    private readonly dataSource: DataSource,
    private readonly database: BackupDatabase,
    private readonly engine: BackupEngine,
    private readonly targets: BackupTargets,
    private readonly stored: StoredBackups,
    private readonly bases: BackupBases,
    private readonly keys: BackupKeys,
    private readonly audit: AuditTrail,
    private readonly figures: BackupFigures,
    private readonly alarms: BackupAlarms,
    private readonly followUp: BackupFollowUp,
    private readonly reports: BackupReports,
    private readonly exports: WorkspaceExports,
    @Inject(ALL_PLUGINS) private readonly plugins: HousePlugins,
    @Inject(optionsOf('backup')) private readonly options: BackupOptions,
  ) {}

  /** Does nothing when the run has ended or somebody alive works on it. Throws only when this process shall stop. */
  async work(runId: string, stop: AbortSignal): Promise<void> {
    const claim = await RunClaim.take(this.dataSource, runId, { owner: this.owner, leaseMs: this.options.leaseMs });
    if (!claim) return;
    const ended = this.figures.begin(claim.run);
    const checkedIn = await this.reports.begin(claim.run);
    const signal = AbortSignal.any([stop, claim.signal]);
    try {
      const target = this.targets.get(claim.run.target);
      const facts = factsOf(await this.take(claim, target, signal));
      const { verifies } = claim.run;
      if (verifies) {
        await claim.uploaded(facts);
        await this.verify(claim, target, signal);
      }
      const state = verifies ? 'verified' : 'uploaded';
      await this.dataSource.transaction(async (tx) => {
        await claim.succeed(state, tx, verifies ? undefined : facts);
        await this.tell(tx, claim.run, state);
        await this.followUp.of(tx, claim.run);
        if (claim.run.trigger === 'export') await this.exports.tellReady(tx, claim.run);
      });
      ended(state);
      checkedIn('ok');
    } catch (thrown) {
      // The reason of the stop, not what broke because of it.
      const error = signal.aborted ? signal.reason : thrown;
      if (error instanceof ClaimLost || thrown instanceof ClaimLost) return;
      if (!stop.aborted) checkedIn('error');
      await this.endBadly(claim, error, stop, ended);
    } finally {
      claim.release();
    }
  }

  private async take(claim: RunClaim, target: BackupTarget, signal: AbortSignal): Promise<Manifest> {
    const { run } = claim;
    const keys = keysOf(run.id);
    if (run.attempts > 1) {
      if (await target.head(keys.manifest)) {
        // A process before this one died after it was done, and before it could say so.
        const { manifest } = await this.stored.openAlone(target, run.id);
        return manifest;
      }
      await this.removeArchives(run.id, target);
    }
    this.reports.step(run.id, 'exporting');
    const meter = new ProgressMeter('exporting');
    claim.show(meter);
    const base = run.kind === 'events' ? await this.bases.choose(claim, target) : undefined;
    const engine = run.workspaceId ? undefined : await this.engine.forDatabase();
    try {
      const { manifest, text } = await takeBackup({
        id: run.id,
        workspaceId: run.workspaceId ?? undefined,
        base,
        engine,
        archive: keys.archive(run.fence),
        target,
        database: this.database,
        connections: this.options.connections,
        plugins: this.plugins,
        ring: this.keys.ring,
        signal,
        meter,
      });
      await claim.renew();
      signal.throwIfAborted();
      await target.writeNew(keys.manifest, Buffer.from(text));
      this.figures.wrote(manifest);
      return manifest;
    } finally {
      await engine?.end();
    }
  }

  private async verify(claim: RunClaim, target: BackupTarget, signal: AbortSignal): Promise<void> {
    this.reports.step(claim.run.id, 'verifying');
    const meter = new ProgressMeter('verifying');
    claim.show(meter);
    // What it stands on was verified when it was taken.
    const backup = await this.stored.openAlone(target, claim.run.id);
    await this.engine.verify(backup, { signal, meter });
  }

  private async endBadly(
    claim: RunClaim,
    error: unknown,
    stop: AbortSignal,
    ended: (result: string) => void,
  ): Promise<void> {
    const { run } = claim;
    try {
      if (error instanceof Cancelled) {
        await this.removeAll(run);
        await claim.cancel();
        ended('cancelled');
        return;
      }
      if (stop.aborted) {
        await claim.giveBack();
        throw error;
      }
      const failure = failureOf(error);
      if (failure.code === 'internal') this.logger.error(error instanceof Error ? error.stack : String(error));
      // A backup that is found corrupt stays where it is: it is evidence, and a part of it may still be read.
      this.reports.failed(error, run.id, claim.phase, failure);
      const state = isCorruption(failure) && (await this.isStored(run)) ? 'corrupt' : 'failed';
      if (state === 'failed') await this.removeAll(run);
      await this.dataSource.transaction(async (tx) => {
        await claim.fail(state, failure, tx);
        await this.tell(tx, run, state, failure);
        await this.alarms.runFailed(tx, run, state, failure);
      });
      ended(state);
      this.logger.error(`Backup ${run.id} ${state}: ${failure.code}. ${failure.message}`);
    } catch (worse) {
      if (!(worse instanceof ClaimLost)) throw worse;
    }
  }

  private async isStored({ target, id }: BackupRun): Promise<boolean> {
    return (
      (await this.targets
        .get(target)
        .head(keysOf(id).manifest)
        .catch(() => null)) !== null
    );
  }

  private async removeAll(run: BackupRun): Promise<void> {
    const target = this.targets.get(run.target);
    try {
      // First what makes it a backup.
      await target.remove([keysOf(run.id).manifest]);
      await this.removeArchives(run.id, target);
    } catch (error) {
      this.logger.warn(`What the backup ${run.id} left could not be removed: ${String(error)}`);
    }
  }

  private async removeArchives(id: string, target: BackupTarget): Promise<void> {
    const { prefix } = keysOf(id);
    await target.cleanUp(prefix);
    const left: string[] = [];
    for await (const { key } of target.list(prefix)) left.push(key);
    if (left.length > 0) await target.remove(left);
  }

  private async tell(tx: EntityManager, run: BackupRun, state: string, failure?: Failure): Promise<void> {
    const what = failure ? (state === 'corrupt' ? backupAudit.corrupt : backupAudit.failed) : backupAudit.finished;
    await this.audit.record(tx, {
      what,
      by: 'system',
      on: { type: 'backup', id: run.id },
      workspaceId: run.workspaceId ?? undefined,
      detail: failure ? { code: failure.code, message: failure.message } : { state },
    });
  }
}

function factsOf(manifest: Manifest) {
  const sum = (member: 'rows' | 'bytes') => manifest.tables.reduce((total, table) => total + table[member], 0);
  return {
    rows: sum('rows'),
    rawBytes: sum('bytes'),
    bytes: manifest.archive.bytes,
    workspaces: manifest.workspaces,
    sha256: manifest.archive.sha256,
    keyId: manifest.key.id,
    codec: manifest.codec,
    snapshotAt: manifest.snapshot.at,
    lsn: manifest.snapshot.lsn,
  };
}
