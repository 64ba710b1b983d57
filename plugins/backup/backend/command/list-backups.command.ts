import { Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { StoredBackups } from '../run/stored-backups.service.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { optionOf, size } from './words.js';

/** Reads the target, not the database: it also tells what a lost database had. */
@Injectable()
export class ListBackups implements Command {
  constructor(
    private readonly targets: BackupTargets,
    private readonly stored: StoredBackups,
  ) {}

  async run(command: CommandRun): Promise<void> {
    const name = optionOf(command, 'target');
    const target = name === undefined ? this.targets.first : this.targets.get(name);
    const found = await this.stored.list(target);
    if (found.length === 0) command.print(`There is no backup at ${target.name} (${target.place}).`);
    for (const { id, kind, base, snapshot, workspaces, archive, key } of found) {
      command.print(
        `${id}  ${snapshot.at}  ${kind}  ${workspaces} workspaces  ${size(archive.bytes)}  key ${key.id}${base ? `  stands on ${base}` : ''}`,
      );
    }
  }
}
