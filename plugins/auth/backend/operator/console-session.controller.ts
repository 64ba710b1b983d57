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
import {
  type OperatorGrantRecord,
  operatorGrantRecord,
  operatorReauthenticationRequest,
  operatorSignInRequest,
} from '../../records.js';
import { DeviceCookie } from '../device/device-cookie.js';
import { bearerOf } from '../session/bearer.js';
import { RefreshCookie } from '../session/refresh-cookie.js';
import { SessionStream } from '../session/session-stream.service.js';
import { OperatorSessions } from '../session/session-tables.js';
import type { OperatorGranted } from './operator-grants.service.js';
import { OperatorReauthentication } from './operator-reauthentication.service.js';
import { OperatorSessionsService } from './operator-sessions.service.js';
import { OperatorSignIn } from './operator-sign-in.service.js';

/** Operators sign in apart from customers: other people, another cookie, another audience. */
@ApiTags('console')
@Controller('console/session')
export class ConsoleSessionController {
  private readonly cookie: RefreshCookie;
  private readonly deviceCookie: DeviceCookie;

  constructor(
    private readonly signIns: OperatorSignIn,
    private readonly reauthentications: OperatorReauthentication,
    private readonly service: OperatorSessionsService,
    private readonly sessions: OperatorSessions,
    private readonly stream: SessionStream,
    private readonly clock: Clock,
    settings: HouseSettings,
  ) {
    this.cookie = new RefreshCookie('console', settings);
    this.deviceCookie = new DeviceCookie('console', settings);
  }

  @Post()
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: operatorGrantRecord })
  async signIn(
    @Body({ schema: operatorSignInRequest }) body: z.output<typeof operatorSignInRequest>,
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OperatorGrantRecord> {
    const context = { origin, device: this.deviceCookie.read(request), replaces: this.cookie.read(request) };
    return this.hand(response, await this.signIns.signIn(body, context));
  }

  @Post('refresh')
  @Public()
  @CookieAuthenticated()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: operatorGrantRecord })
  async refresh(
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OperatorGrantRecord> {
    return this.hand(response, await this.service.refresh(this.cookie.read(request), origin));
  }

  /** For what wants a recent sign-in: the password once more, with the limits of a sign-in. */
  @Post('reauthenticate')
  @AnyOperator()
  @CookieAuthenticated()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: operatorGrantRecord })
  async reauthenticate(
    @Body({ schema: operatorReauthenticationRequest }) body: z.output<typeof operatorReauthenticationRequest>,
    @CurrentOperator() caller: OperatorCaller,
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OperatorGrantRecord> {
    const [refreshToken, device] = [this.cookie.read(request), this.deviceCookie.read(request)];
    const proof = { password: body.password, refreshToken, device };
    return this.hand(response, await this.reauthentications.reauthenticate(caller, proof, origin));
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
    const { refreshToken, refreshExpires, device } = granted;
    this.cookie.write(response, refreshToken, refreshExpires, this.clock.now());
    if (device) this.deviceCookie.write(response, device.token, device.expires, this.clock.now());
    return granted.record;
  }
}
