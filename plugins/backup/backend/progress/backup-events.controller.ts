import { Controller, Header, Sse } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, Requires } from '@purser/kit/backend/access';
import type { StreamEvent } from '@purser/kit/backend/streams';
import type { Observable } from 'rxjs';
import { backupPermissions } from '../../names.js';
import { BackupStream } from './backup-stream.service.js';

@ApiTags('console: backups')
@Controller('console/backup-events')
export class BackupEventsController {
  constructor(private readonly stream: BackupStream) {}

  /**
   * Read with `fetch` and a bearer token. `event: resync` at first and whenever something may have been missed: fetch
   * anew. `event: record` with a `BackupRecordEvent` for every change of a run, a restore or a drill, its progress
   * included, about once a second while one is at work. `event: beat` each 15 s.
   */
  @Sse()
  @Requires(backupPermissions.read)
  @ApiProduces('text/event-stream')
  @Header('Cache-Control', 'no-store')
  events(@CurrentOperator() caller: OperatorCaller): Observable<StreamEvent> {
    return this.stream.open(caller);
  }
}
