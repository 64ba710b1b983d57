import { Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Refusal } from '@purser/kit/backend/errors';
import { backupProblems } from '../../names.js';
import { BackupEngine } from '../engine/backup-engine.service.js';
import { failureOf } from '../failure.js';
import { StoredBackups } from '../run/stored-backups.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { optionOf } from './words.js';

@Injectable()
export class VerifyBackup implements Command {
  constructor(
    private readonly targets: BackupTargets,
    private readonly stored: StoredBackups,
    private readonly engine: BackupEngine,
  ) {}

  async run(command: CommandRun): Promise<void> {
    const name = optionOf(command, 'target');
    const target = name === undefined ? this.targets.first : this.targets.get(name);
    const id = await this.stored.named(target, command.args[0]);
    try {
      const { signal } = new AbortController();
      const { rows } = await this.engine.verify(await this.stored.open(target, id), { signal });
      command.print(`Backup ${id} is sound: ${rows} rows were decrypted and counted.`);
    } catch (error) {
      const { code, message } = failureOf(error);
      throw new Refusal(backupProblems.failed, {
        message: `Backup ${id} is no good: ${code}. ${message}`,
        cause: error,
      });
    }
  }
}
