/** Default deny: no route is reached without its decorator's rule being met. */
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  ACCESS_RULE,
  type AccessRule,
  type Caller,
  COOKIE_AUTHENTICATED,
  RECENT_SIGN_IN,
} from '@purser/kit/backend/access';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import type { Request } from 'express';
import { HouseConfig } from '../settings/house-config.js';
import { Callers } from './callers.js';
import { assertSameOrigin } from './same-origin.js';

@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly callers: Callers,
    private readonly config: HouseConfig,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request & { user?: Caller }>();
    const targets = [context.getHandler(), context.getClass()];
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, targets);
    if (!rule) throw new Refusal(houseProblems.forbidden);
    if (this.reflector.getAllAndOverride<boolean | undefined>(COOKIE_AUTHENTICATED, targets)) {
      assertSameOrigin(request, this.config);
    }
    if (rule.kind === 'public') return true;
    const caller = await this.callers.of(request);
    request.user = caller;
    admit(caller, rule);
    this.refuseStale(caller, this.reflector.getAllAndOverride<number | undefined>(RECENT_SIGN_IN, targets));
    return true;
  }

  private refuseStale({ signedInAt }: Caller, withinSeconds: number | undefined): void {
    if (withinSeconds === undefined) return;
    const age = this.clock.now().getTime() - signedInAt.getTime();
    if (age > withinSeconds * 1000) throw new Refusal(houseProblems.reauthenticationRequired);
  }
}

function admit(caller: Caller, rule: Exclude<AccessRule, { kind: 'public' }>): void {
  // The other audience's token is no token here (API.md "Console").
  if ((caller.kind === 'customer') !== (rule.kind === 'signed-in')) throw new Refusal(houseProblems.unauthenticated);
  if (rule.kind !== 'requires' || caller.kind !== 'operator') return;
  if (!rule.permissions.every((permission) => caller.permissions.has(permission.name))) {
    throw new Refusal(houseProblems.forbidden);
  }
}
