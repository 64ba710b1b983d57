import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import {
  AnyOperator,
  CookieAuthenticated,
  CurrentOperator,
  type OperatorCaller,
  type Origin,
  Public,
  RequestOrigin,
} from '@purser/kit/backend/access';
import { Clock } from '@purser/kit/backend/clock';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { type OperatorGrantRecord, operatorGrantRecord, signInRequest } from '../../records.js';
import { bearerOf } from '../session/bearer.js';
import { RefreshCookie } from '../session/refresh-cookie.js';
import { SessionStream } from '../session/session-stream.service.js';
import { OperatorSessions } from '../session/session-tables.js';
import { type OperatorGranted, OperatorSessionsService } from './operator-sessions.service.js';

/** Operators sign in apart from customers: other people, another cookie, another audience. */
@ApiTags('console')
@Controller('console/session')
export class ConsoleSessionController {
  private readonly cookie: RefreshCookie;

  constructor(
    private readonly service: OperatorSessionsService,
    private readonly sessions: OperatorSessions,
    private readonly stream: SessionStream,
    private readonly clock: Clock,
    settings: HouseSettings,
  ) {
    this.cookie = new RefreshCookie('console', settings);
  }

  @Post()
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: operatorGrantRecord })
  async signIn(
    @Body({ schema: signInRequest }) body: z.output<typeof signInRequest>,
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OperatorGrantRecord> {
    return this.hand(response, await this.service.signIn(body, origin, this.cookie.read(request)));
  }

  @Post('refresh')
  @Public()
  @CookieAuthenticated()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: operatorGrantRecord })
  async refresh(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<OperatorGrantRecord> {
    return this.hand(response, await this.service.refresh(this.cookie.read(request)));
  }

  @Delete()
  @Public()
  @CookieAuthenticated()
  @HttpCode(204)
  async signOut(
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.service.signOut({ accessToken: bearerOf(request), refreshToken: this.cookie.read(request) }, origin);
    this.cookie.clear(response);
  }

  /** `event: session-ended`, as customers have it at `/api/auth/events`. */
  @Get('events')
  @AnyOperator()
  @ApiProduces('text/event-stream')
  events(@CurrentOperator() caller: OperatorCaller, @Res() response: Response): void {
    this.stream.serve(this.sessions, caller.sessionId, response);
  }

  private hand(response: Response, granted: OperatorGranted): OperatorGrantRecord {
    this.cookie.write(response, granted.refreshToken, granted.refreshExpires, this.clock.now());
    return granted.record;
  }
}
