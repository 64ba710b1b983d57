import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';
import type { Origin } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';

/** The metadata key of `@Throttle({ default: … })`; the package does not export it. */
const THROTTLER_LIMIT = 'THROTTLER:LIMITdefault';

/** Limits only the routes that say `@Throttle`, by client address. */
@Injectable()
export class DeclaredLimitGuard extends ThrottlerGuard {
  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const declared = this.reflector.getAllAndOverride(THROTTLER_LIMIT, [context.getHandler(), context.getClass()]);
    return declared === undefined;
  }

  protected override async getTracker(request: Record<string, unknown>): Promise<string> {
    return (request.origin as Origin).ip;
  }

  protected override async throwThrottlingException(
    _context: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new Refusal(houseProblems.tooManyRequests, { retryAfter: detail.timeToBlockExpire });
  }
}
