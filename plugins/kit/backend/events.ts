import type { Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A fact in the past tense that one plugin publishes and others listen to, e.g. `workspace.created`. */
export interface DomainEvent<Payload> {
  readonly name: string;
  /** Carries the type only. */
  readonly payload?: Payload;
}

export function defineEvent<Payload>(name: string): DomainEvent<Payload> {
  return { name };
}

/**
 * Runs inside the publisher's transaction: it writes rows, enqueues jobs and sends signals through `tx`,
 * and does nothing slow. When it throws, the publisher's transaction rolls back.
 */
export interface Listener<Payload> {
  handle(payload: Payload, tx: EntityManager): Promise<void>;
}

export interface Subscription {
  readonly to: DomainEvent<unknown>;
  /** An injectable of the plugin's own module. */
  readonly with: Type<Listener<never>>;
}

/** `listens: [listen(workspaceCreated, RequestStore)]`; the payload types must agree. */
export function listen<Payload>(to: DomainEvent<Payload>, listener: Type<Listener<Payload>>): Subscription {
  return { to, with: listener };
}

export abstract class Events {
  /** Calls every listener in the order of the house, in this transaction. */
  abstract publish<Payload>(tx: EntityManager, event: DomainEvent<Payload>, payload: Payload): Promise<void>;
}
