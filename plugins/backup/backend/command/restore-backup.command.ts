import { Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import { backupProblems } from '../../names.js';
import { failureOf } from '../failure.js';
import type { OpenBackup } from '../format/open-backup.js';
import { DatabaseRestores } from '../restore/database-restore.service.js';
import { type WorkspaceReport, WorkspaceRestores } from '../restore/workspace-restore.service.js';
import { BackupRuns } from '../run/backup-runs.service.js';
import { BackupWork } from '../run/backup-work.service.js';
import { StoredBackups } from '../run/stored-backups.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { optionOf, size } from './words.js';

const never = new AbortController().signal;

/** Everything, or one workspace; whether a server runs or not, and also into a database that was empty a moment ago. */
@Injectable()
export class RestoreBackup implements Command {
  constructor(
    private readonly dataSource: DataSource,
    private readonly targets: BackupTargets,
    private readonly stored: StoredBackups,
    private readonly workspaces: WorkspaceRestores,
    private readonly databases: DatabaseRestores,
    private readonly runs: BackupRuns,
    private readonly work: BackupWork,
  ) {}

  async run(command: CommandRun): Promise<void> {
    const workspaceId = optionOf(command, 'workspace');
    const everything = command.options.everything === true;
    if (everything === (workspaceId !== undefined)) {
      throw new Refusal(backupProblems.failed, { message: 'Say what: --everything, or --workspace <id>.' });
    }
    const name = optionOf(command, 'target');
    const target = name === undefined ? this.targets.first : this.targets.get(name);
    const id = await this.stored.named(target, command.args[0]);
    const startedAt = performance.now();
    try {
      const backup = await this.stored.open(target, id);
      if (workspaceId === undefined) await this.everything(command, backup);
      else await this.workspace(command, backup, workspaceId);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      const { code, message } = failureOf(error);
      if (code === 'internal') throw error;
      throw new Refusal(backupProblems.failed, { message: `Nothing was changed: ${code}. ${message}`, cause: error });
    }
    command.print(`That took ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
  }

  private async everything(command: CommandRun, backup: OpenBackup): Promise<void> {
    const drill = command.options['dry-run'] === true;
    const newMachine = command.options['new-machine'] === true;
    const report = await this.databases.restore(backup, { drill, newMachine, signal: never });
    command.print(
      `${report.rows} rows and ${report.workspaces} workspaces of ${report.backupAt} ${drill ? 'could be restored' : 'are restored'}.`,
    );
    if (report.before) {
      command.print(`What was there before stands in the schema ${report.before}; drop it when you are sure.`);
      command.print('Restart every process of Purser that was running. Everybody signs in again.');
    }
  }

  private async workspace(command: CommandRun, backup: OpenBackup, workspaceId: string): Promise<void> {
    const dryRun = command.options['dry-run'] === true;
    const inPlace = command.options['in-place'] === true;
    const restore = { workspaceId, dryRun, label: optionOf(command, 'label'), signal: never };
    if (inPlace && !dryRun) await this.keepWhatIsThere(command, workspaceId);
    const report = inPlace
      ? await this.workspaces.inPlace(backup, restore)
      : await this.workspaces.copy(backup, restore);
    tell(command, report, dryRun);
  }

  /** Its failure asks, it does not block. */
  private async keepWhatIsThere(command: CommandRun, workspaceId: string): Promise<void> {
    const id = await this.dataSource.transaction((tx) =>
      this.runs.request(tx, { workspaceId, trigger: 'safety', by: 'system' }, { queued: false }),
    );
    await this.work.work(id, never);
    const run = await this.runs.get(id);
    if (run?.state === 'verified') command.print(`What is there now was kept as backup ${id}.`);
    else if (command.options['without-safety'] !== true) {
      throw new Refusal(backupProblems.failed, {
        message: `What is there now could not be kept (${run?.errorCode}); nothing was changed. Add --without-safety to go on all the same.`,
      });
    }
  }
}

function tell(command: CommandRun, { workspaceId, tables, head, read }: WorkspaceReport, dryRun: boolean): void {
  command.print(`Workspace ${workspaceId} ${dryRun ? 'could be' : 'is'} restored; its log goes to ${head.backup}.`);
  if (head.live !== null && head.live > head.backup) {
    command.print(`${head.live - head.backup} newer changes ${dryRun ? 'would be' : 'were'} set aside.`);
  }
  for (const { table, written, replaced } of tables) {
    if (written + replaced > 0) command.print(`  ${table}: ${written} written, ${replaced} replaced`);
  }
  command.print(`${size(read.bytes)} of ${size(read.of)} were read.`);
}
