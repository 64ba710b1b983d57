import { Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Refusal } from '@purser/kit/backend/errors';
import { backupProblems } from '../../names.js';
import { failureOf } from '../failure.js';
import { Drills } from '../restore/drills.service.js';
import { StoredBackups } from '../run/stored-backups.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { optionOf } from './words.js';

@Injectable()
export class DrillBackup implements Command {
  constructor(
    private readonly targets: BackupTargets,
    private readonly stored: StoredBackups,
    private readonly drills: Drills,
  ) {}

  async run(command: CommandRun): Promise<void> {
    const name = optionOf(command, 'target');
    const target = name === undefined ? this.targets.first : this.targets.get(name);
    const id = await this.stored.named(target, command.args[0]);
    const everything = command.options.everything === true;
    const workspaces = Number(optionOf(command, 'workspaces') ?? 5);
    try {
      const { rows, drilled, ms } = await this.drills.run(target, id, everything ? 'everything' : workspaces);
      command.print(
        `Backup ${id} restores: ${rows} rows of ${drilled} in ${(ms / 1000).toFixed(1)} s; all of it was undone again.`,
      );
    } catch (error) {
      const { code, message } = failureOf(error);
      throw new Refusal(backupProblems.failed, { message: `The drill failed: ${code}. ${message}`, cause: error });
    }
  }
}
