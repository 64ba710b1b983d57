import { Controller, Header, Sse } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, SignedIn } from '@purser/kit/backend/access';
import type { StreamEvent } from '@purser/kit/backend/streams';
import type { Observable } from 'rxjs';
import { ChangeStream } from './change-stream.service.js';

/** Stands before the routes of `/:id`, because `events` is no id. */
@ApiTags('workspaces')
@Controller('workspaces/events')
@SignedIn()
export class ChangesController {
  constructor(private readonly stream: ChangeStream) {}

  /**
   * Read with `fetch` and a bearer token. `event: resync` at first and whenever something may have been missed: fetch
   * anew. `event: change` with a `ChangeEvent`, on every process within two seconds. `event: beat` each 15 s.
   */
  @Sse()
  @ApiProduces('text/event-stream')
  @Header('Cache-Control', 'no-store')
  events(@CurrentCustomer() caller: CustomerCaller): Observable<StreamEvent> {
    return this.stream.open(caller);
  }
}
