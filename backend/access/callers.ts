/** Who calls: asks the passport strategy `jwt` that a plugin of this house provides. */
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Caller } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import type { Request } from 'express';

/** Passport's own contract between a strategy and the one who runs it. */
interface Strategy {
  readonly name: string;
  authenticate(request: Request, options: object): unknown;
}

interface Verdicts {
  success(caller: Caller): void;
  fail(challenge: unknown): void;
  error(error: unknown): void;
  pass(): void;
}

@Injectable()
export class Callers {
  private strategy: Strategy | undefined;

  constructor(private readonly discovery: DiscoveryService) {}

  /** Throws 401: `token_expired` asks the client to refresh, everything else to sign in. */
  async of(request: Request): Promise<Caller> {
    this.strategy ??= this.find();
    const { strategy } = this;
    if (!strategy) throw new Refusal(houseProblems.unauthenticated);
    return new Promise<Caller>((resolve, reject) => {
      const verdicts: Verdicts = {
        success: resolve,
        fail: (challenge) => reject(refusalOf(challenge)),
        error: (error) => reject(error),
        pass: () => reject(new Refusal(houseProblems.unauthenticated)),
      };
      // A copy per request, as passport makes it; its global registry would mix up two houses in one process.
      strategy.authenticate.call(Object.assign(Object.create(strategy), verdicts), request, {});
    });
  }

  private find(): Strategy | undefined {
    return this.discovery
      .getProviders()
      .map((provider) => provider.instance as Partial<Strategy> | null | undefined)
      .find(
        (instance): instance is Strategy => instance?.name === 'jwt' && typeof instance.authenticate === 'function',
      );
  }
}

function refusalOf(challenge: unknown): Refusal {
  if (challenge instanceof Refusal) return challenge;
  const expired = challenge instanceof Error && challenge.name === 'TokenExpiredError';
  return new Refusal(expired ? houseProblems.tokenExpired : houseProblems.unauthenticated, { cause: challenge });
}
