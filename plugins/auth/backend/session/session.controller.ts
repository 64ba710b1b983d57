import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import {
  CookieAuthenticated,
  CurrentCustomer,
  type CustomerCaller,
  type Origin,
  Public,
  RequestOrigin,
  SignedIn,
} from '@purser/kit/backend/access';
import { Clock } from '@purser/kit/backend/clock';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import {
  type GrantRecord,
  grantRecord,
  reauthenticationRequest,
  refreshRequest,
  signInRequest,
  signOutRequest,
} from '../../records.js';
import { DeviceCookie } from '../device/device-cookie.js';
import { bearerOf } from './bearer.js';
import type { Granted } from './customer-grants.service.js';
import { CustomerReauthentication } from './customer-reauthentication.service.js';
import { CustomerRefresh } from './customer-refresh.service.js';
import { CustomerSignIn, type SignInContext } from './customer-sign-in.service.js';
import { CustomerSignOut } from './customer-sign-out.service.js';
import { RefreshCookie } from './refresh-cookie.js';

/** Opening, renewing and ending a customer's session. */
@ApiTags('auth')
@Controller('auth')
export class SessionController {
  private readonly cookie: RefreshCookie;
  private readonly deviceCookie: DeviceCookie;

  constructor(
    private readonly signIns: CustomerSignIn,
    private readonly refreshes: CustomerRefresh,
    private readonly reauthentications: CustomerReauthentication,
    private readonly signOuts: CustomerSignOut,
    private readonly clock: Clock,
    settings: HouseSettings,
  ) {
    this.cookie = new RefreshCookie('portal', settings);
    this.deviceCookie = new DeviceCookie('portal', settings);
  }

  @Post('login')
  @Public()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: grantRecord })
  async signIn(
    @Body({ schema: signInRequest }) body: z.output<typeof signInRequest>,
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GrantRecord> {
    const { deviceToken, ...credentials } = body;
    const context: SignInContext = isNative(request)
      ? { origin, client: 'native', device: deviceToken }
      : { origin, client: 'browser', device: this.deviceCookie.read(request), replaces: this.cookie.read(request) };
    return this.hand(request, response, await this.signIns.signIn(credentials, context));
  }

  @Post('refresh')
  @Public()
  @CookieAuthenticated()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: grantRecord })
  async refresh(
    @Body({ schema: refreshRequest }) body: z.output<typeof refreshRequest>,
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GrantRecord> {
    return this.hand(request, response, await this.refreshes.refresh(this.tokenOf(request, body), origin));
  }

  /** For what wants a recent sign-in: the password once more, with the limits of a sign-in. */
  @Post('reauthenticate')
  @SignedIn()
  @CookieAuthenticated()
  @HttpCode(200)
  @ApiOkResponse({ standardSchema: grantRecord })
  async reauthenticate(
    @Body({ schema: reauthenticationRequest }) body: z.output<typeof reauthenticationRequest>,
    @CurrentCustomer() caller: CustomerCaller,
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<GrantRecord> {
    const device = isNative(request) ? body.deviceToken : this.deviceCookie.read(request);
    const proof = { password: body.password, refreshToken: this.tokenOf(request, body), device };
    return this.hand(request, response, await this.reauthentications.reauthenticate(caller, proof, origin));
  }

  @Post('logout')
  @Public()
  @CookieAuthenticated()
  @HttpCode(204)
  async signOut(
    @Body({ schema: signOutRequest }) body: z.output<typeof signOutRequest>,
    @RequestOrigin() origin: Origin,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const proof = { accessToken: bearerOf(request), refreshToken: this.tokenOf(request, body) };
    await this.signOuts.signOut(proof, body.scope, origin);
    if (body.scope !== 'others') this.cookie.clear(response);
  }

  /** A client without cookies says so in its header; from a browser a token in the body is not looked at. */
  private tokenOf(request: Request, body: { refreshToken?: string }): string | undefined {
    return isNative(request) ? body.refreshToken : this.cookie.read(request);
  }

  private hand(request: Request, response: Response, granted: Granted): GrantRecord {
    const { refreshToken, refreshExpires, device } = granted;
    if (isNative(request)) return { ...granted.record, refreshToken, deviceToken: device?.token };
    this.cookie.write(response, refreshToken, refreshExpires, this.clock.now());
    if (device) this.deviceCookie.write(response, device.token, device.expires, this.clock.now());
    return granted.record;
  }
}

function isNative(request: Request): boolean {
  return request.get('x-purser-client') === 'native';
}
