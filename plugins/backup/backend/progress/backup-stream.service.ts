import { Injectable, Logger } from '@nestjs/common';
import type { OperatorCaller } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import { Lists } from '@purser/kit/backend/list';
import { eventStream, type StreamEvent } from '@purser/kit/backend/streams';
import type { Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { OperatorGate } from '../../../auth/backend/operator/operator-gate.service.js';
import { backupPermissions } from '../../names.js';
import type { BackupRecordEvent } from '../../records.js';
import { backupsList } from '../console/backups.list.js';
import { drillsList, restoresList } from '../console/restores.list.js';
import { restoreRequestsList } from '../restore-request/restore-requests.list.js';
import { BackupFeed, type ChangedRow } from './backup-feed.service.js';

const LISTS = { backup_run: backupsList, backup_restore_request: restoreRequestsList };

/** Runs, restores, drills and requests of owners as they go on; ends with the operator's session or permission, or the process. */
@Injectable()
export class BackupStream {
  private readonly logger = new Logger('Backups');

  constructor(
    private readonly feed: BackupFeed,
    private readonly lists: Lists,
    private readonly dataSource: DataSource,
    private readonly gate: OperatorGate,
  ) {}

  open({ sessionId }: OperatorCaller): Observable<StreamEvent> {
    return eventStream<ChangedRow, StreamEvent>({
      hints: this.feed.hints(),
      mayRead: () => this.gate.stillHolds(sessionId, backupPermissions.read),
      read: async (row) => (row ? await this.recordOf(row) : { type: 'resync', data: {} }),
      failed: (error) => this.logger.error(`A stream of progress ended: ${String(error)}`),
    });
  }

  private async recordOf({ table, id }: ChangedRow): Promise<StreamEvent | undefined> {
    const list = table === 'backup_restore' ? await this.listOfRestore(id) : LISTS[table];
    try {
      const record = (await this.lists.one(list, id)) as BackupRecordEvent['record'];
      return { type: 'record', data: { resource: list.resource, record } };
    } catch (error) {
      // Gone before it was looked at.
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  private async listOfRestore(id: string): Promise<typeof restoresList> {
    const [row]: { mode: string }[] = await this.dataSource.query('SELECT mode FROM backup_restore WHERE id = $1', [
      id,
    ]);
    return row?.mode === 'drill' ? drillsList : restoresList;
  }
}
