/** One workspace out of a backup, by ranged reads: under a new id, or in place of what it has become. */
import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import { ALL_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import pg from 'pg';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { type StoreLogFacts, StoreLogs } from '../../../sync/backend/store-log/store-logs.service.js';
import { backupAudit } from '../../names.js';
import { knownTables } from '../export/known-tables.js';
import { BackupError } from '../failure.js';
import type { OpenBackup } from '../format/open-backup.js';
import type { SegmentEntry } from '../format/table-of-contents.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import { checkMigrations } from './migration-check.js';
import { type TableReport, WorkspaceRows } from './workspace-rows.js';

export interface WorkspaceRestore {
  readonly workspaceId: string;
  readonly dryRun: boolean;
  /** Stands behind the name of a copy, at most 26 characters; default: the moment of the backup. */
  readonly label?: string;
  readonly signal: AbortSignal;
  readonly meter?: ProgressMeter;
  /** In place: how open the log was before it was closed for this. */
  readonly closedFrom?: StoreLogFacts['mode'];
  /** Runs last in the transaction of a restore that lasts; what it throws undoes all of it. */
  conclude?(tx: EntityManager, report: WorkspaceReport): Promise<void>;
}

export interface WorkspaceReport {
  readonly workspaceId: string;
  readonly tables: readonly TableReport[];
  readonly backupAt: string;
  /** How far the log went in the backup, and how far it had gone in the database. */
  readonly head: { readonly backup: number; readonly live: number | null };
  /** Read from the target for it, of how many there are. */
  readonly read: { readonly bytes: number; readonly of: number };
}

/** Undoes a dry run. */
class RolledBack extends Error {
  constructor(readonly report: WorkspaceReport) {
    super('A dry run changes nothing.');
  }
}

const { escapeLiteral } = pg;

@Injectable()
export class WorkspaceRestores {
  constructor(
    private readonly dataSource: DataSource,
    private readonly logs: StoreLogs,
    private readonly audit: AuditTrail,
    @Inject(ALL_PLUGINS) private readonly plugins: HousePlugins,
  ) {}

  /** A new workspace with the same content, its owners alone in it. Nothing of the old one is touched. */
  async copy(backup: OpenBackup, restore: WorkspaceRestore): Promise<WorkspaceReport> {
    const segment = segmentOf(backup, restore.workspaceId);
    const newId = uuidv7();
    return await this.within(restore, async (tx, client) => {
      const copied = { oldId: restore.workspaceId, newId };
      const rows = await this.load(backup, segment, client, { ...restore, copied });
      const label = ` (${(restore.label ?? backup.manifest.snapshot.at.slice(0, 16).replace('T', ' ')).slice(0, 26)})`;
      const tables = await rows.copy({
        name: `left(name, 50) || ${escapeLiteral(label)}`,
        name_key: `left(name_key, 50) || ${escapeLiteral(label.toLowerCase())}`,
      });
      await this.record(tx, newId, { mode: 'copy', backup: backup.manifest.id, of: restore.workspaceId });
      return this.report(backup, segment, newId, tables, null);
    });
  }

  /** Who belongs to it stays as it is. Its clients are told (4410), and see by the log's new id that it was replaced. */
  async inPlace(backup: OpenBackup, restore: WorkspaceRestore): Promise<WorkspaceReport> {
    const { workspaceId } = restore;
    const segment = segmentOf(backup, workspaceId);
    return await this.within(restore, async (tx, client) => {
      const live = await this.logs.ofWorkspace(workspaceId, tx);
      if (live && segment.log && live.storeId !== segment.log.storeId) {
        throw new BackupError('store_changed', 'The workspace has another store now: restore it under a new id.');
      }
      const rows = await this.load(backup, segment, client, restore);
      const tables = await rows.replace(workspaceId);
      if (live) {
        const mode = live.mode === 'read_only' ? (restore.closedFrom ?? live.mode) : live.mode;
        await this.logs.replaced(tx, live.storeId, mode);
      }
      await this.record(tx, workspaceId, { mode: 'in-place', backup: backup.manifest.id });
      return this.report(backup, segment, workspaceId, tables, live?.head ?? null);
    });
  }

  /** Loads it, counts it, looks at its log, and forgets it. */
  async drill(backup: OpenBackup, restore: WorkspaceRestore): Promise<WorkspaceReport> {
    return await this.copy(backup, { ...restore, dryRun: true });
  }

  private async within(
    { dryRun, conclude }: WorkspaceRestore,
    work: (tx: EntityManager, client: pg.ClientBase) => Promise<WorkspaceReport>,
  ): Promise<WorkspaceReport> {
    try {
      return await this.dataSource.transaction(async (tx) => {
        const report = await work(tx, (await tx.queryRunner?.connect()) as pg.ClientBase);
        // What is checked at the end of a transaction is checked in a dry run as well.
        await tx.query('SET CONSTRAINTS ALL IMMEDIATE');
        if (dryRun) throw new RolledBack(report);
        await conclude?.(tx, report);
        return report;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.report;
      const { constraint } = ((error as QueryFailedError).driverError ?? error) as { constraint?: string };
      if (constraint === 'workspace_name_per_owner') {
        throw new BackupError('name_taken', 'The owner has a workspace of that name already: give another one.');
      }
      if (constraint === 'workspace_owner' || constraint === 'workspace_owner_id_fkey') {
        throw new BackupError('owner_gone', 'None of those who owned the workspace has an account any more.');
      }
      throw error;
    }
  }

  private async load(
    backup: OpenBackup,
    segment: SegmentEntry,
    client: pg.ClientBase,
    how: Parameters<WorkspaceRows['load']>[2],
  ): Promise<WorkspaceRows> {
    await checkMigrations(client, backup.manifest.migrations);
    const rows = new WorkspaceRows(client, await knownTables(client, this.plugins));
    await rows.load(backup, segment, how);
    await rows.checkLog(segment.log);
    return rows;
  }

  private async record(tx: EntityManager, workspaceId: string, detail: Record<string, unknown>): Promise<void> {
    const on = { type: 'workspace', id: workspaceId };
    await this.audit.record(tx, { what: backupAudit.restored, by: 'system', on, workspaceId, detail });
  }

  private report(
    { manifest, bytesRead }: OpenBackup,
    { log }: SegmentEntry,
    workspaceId: string,
    tables: readonly TableReport[],
    live: number | null,
  ): WorkspaceReport {
    return {
      workspaceId,
      tables,
      backupAt: manifest.snapshot.at,
      head: { backup: log?.head ?? 0, live },
      read: { bytes: bytesRead(), of: manifest.archive.bytes },
    };
  }
}

function segmentOf({ reader }: OpenBackup, workspaceId: string): SegmentEntry {
  const segment = reader.segmentOf(workspaceId);
  if (!segment) throw new BackupError('workspace_not_in_backup', 'This backup does not hold that workspace.');
  return segment;
}
