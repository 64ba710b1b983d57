import { Injectable } from '@nestjs/common';
import { Signals } from '@purser/kit/backend/signals';
import { HintFeed } from '@purser/kit/backend/streams';

export interface ChangedRow {
  readonly table: 'backup_run' | 'backup_restore' | 'backup_restore_request';
  readonly id: string;
}

/** Rows of runs, restores and drills as they commit: the database tells of each, whoever wrote it. */
@Injectable()
export class BackupFeed extends HintFeed<ChangedRow> {
  constructor(signals: Signals) {
    super(signals, 'backup_progress', (payload) => {
      const [table, id = ''] = payload.split(' ');
      return { table: table as ChangedRow['table'], id };
    });
  }
}
