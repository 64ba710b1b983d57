import type { EntityManager } from 'typeorm';
import type { AuditName } from '../names.js';
import type { Caller, Origin } from './access.js';

export interface AuditEntry {
  readonly what: AuditName;
  /** Who did it; `system` for jobs and the clock, `anonymous` before sign-in. */
  readonly by: Caller | 'system' | 'anonymous';
  /** What it was done to, e.g. `{ type: 'user', id }`. */
  readonly on?: { readonly type: string; readonly id: string };
  readonly workspaceId?: string;
  readonly origin?: Origin;
  /** Asked of operators for actions on people and stores. */
  readonly reason?: string;
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
  /** Plain facts. Never a token, a password or a code (SECURITY 29). */
  readonly detail?: Record<string, unknown>;
}

/** Append-only and hash-chained; the row is written in the transaction of what it tells. */
export abstract class AuditTrail {
  abstract record(tx: EntityManager, entry: AuditEntry): Promise<void>;
}
