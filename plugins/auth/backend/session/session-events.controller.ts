import { Controller, Get, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { CurrentCustomer, type CustomerCaller, SignedIn } from '@purser/kit/backend/access';
import type { Response } from 'express';
import { SessionStream } from './session-stream.service.js';
import { CustomerSessions } from './session-tables.js';

@ApiTags('auth')
@Controller('auth/events')
export class SessionEventsController {
  constructor(
    private readonly stream: SessionStream,
    private readonly sessions: CustomerSessions,
  ) {}

  /** `event: session-ended`, `data: {"reason": …}` within two seconds of the end, on whichever process. */
  @Get()
  @SignedIn()
  @ApiProduces('text/event-stream')
  read(@CurrentCustomer() caller: CustomerCaller, @Res() response: Response): void {
    this.stream.serve(this.sessions, caller.sessionId, response);
  }
}
