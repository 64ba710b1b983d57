import { Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import { backupProblems } from '../../names.js';
import { BackupRuns } from '../run/backup-runs.service.js';
import { BackupWork } from '../run/backup-work.service.js';
import { optionOf, size } from './words.js';

/** Works in this process, whether a server runs or not. */
@Injectable()
export class RunBackupNow implements Command {
  constructor(
    private readonly dataSource: DataSource,
    private readonly runs: BackupRuns,
    private readonly work: BackupWork,
  ) {}

  async run(command: CommandRun): Promise<void> {
    const id = await this.dataSource.transaction((tx) =>
      this.runs.request(
        tx,
        {
          workspaceId: optionOf(command, 'workspace'),
          events: command.options.events === true,
          target: optionOf(command, 'target'),
          verifies: command.options['no-verify'] !== true,
          trigger: 'command',
          by: 'system',
        },
        { queued: false },
      ),
    );
    command.print(`Backup ${id} has begun.`);
    await this.work.work(id, new AbortController().signal);
    const run = await this.runs.get(id);
    if (run?.state === 'verified' || run?.state === 'uploaded') {
      command.print(`${run.state}: ${run.rows} rows, ${size(run.bytes ?? 0)} at ${run.target}.`);
      return;
    }
    throw new Refusal(backupProblems.failed, {
      message: `The backup has ${run?.state ?? 'vanished'}: ${run?.errorCode ?? ''} ${run?.error ?? ''}`.trim(),
    });
  }
}
