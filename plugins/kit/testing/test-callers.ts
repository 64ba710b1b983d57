/** Signed-in callers without an auth plugin: a token of the test stands for a caller. */
import { randomUUID } from 'node:crypto';
import type { DynamicModule } from '@nestjs/common';
import type { Caller, CustomerCaller, OperatorCaller } from '../backend/access.js';
import { Refusal } from '../backend/errors.js';
import type { Permission } from '../names.js';
import { houseProblems } from '../problems.js';

/** What passport calls on a strategy's copy. */
interface Verdicts {
  success(caller: Caller): void;
  error(error: unknown): void;
}

export class TestCallers {
  readonly name = 'jwt';
  private readonly callers = new Map<string, Caller>();

  /** The `Authorization` header of this caller. */
  admit(caller: Caller): string {
    const token = randomUUID();
    this.callers.set(token, caller);
    return `Bearer ${token}`;
  }

  /** Passport's strategy contract; runs on a copy, so the map is asked through it. */
  authenticate(this: TestCallers & Verdicts, request: { headers: { authorization?: string } }): void {
    const caller = this.callers.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (caller) this.success(caller);
    else this.error(new Refusal(houseProblems.unauthenticated));
  }
}

export function testCallersModule(callers: TestCallers): DynamicModule {
  class TestCallersModule {}
  return { module: TestCallersModule, providers: [{ provide: TestCallers, useValue: callers }] };
}

export function aCustomer(facts: Partial<CustomerCaller> = {}): CustomerCaller {
  return { kind: 'customer', userId: randomUUID(), sessionId: randomUUID(), signedInAt: new Date(), ...facts };
}

export function anOperator(
  permissions: readonly Permission[],
  facts: Partial<Omit<OperatorCaller, 'permissions'>> = {},
): OperatorCaller {
  return {
    kind: 'operator',
    operatorId: randomUUID(),
    sessionId: randomUUID(),
    email: 'operator@example.org',
    roles: ['owner'],
    permissions: new Set(permissions.map((permission) => permission.name)),
    signedInAt: new Date(),
    ...facts,
  };
}
