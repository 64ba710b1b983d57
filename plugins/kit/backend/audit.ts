import type { EntityManager } from 'typeorm';
import type { AuditName, WorkspaceAuditName } from '../names.js';
import type { Caller, Origin } from './access.js';

interface AuditFacts {
  /** Who did it; `system` for jobs and the clock, `anonymous` before sign-in. */
  readonly by: Caller | 'system' | 'anonymous';
  /** What it was done to, e.g. `{ type: 'user', id }`. */
  readonly on?: { readonly type: string; readonly id: string };
  readonly origin?: Origin;
  /** Asked of operators for actions on people and stores. */
  readonly reason?: string;
  readonly before?: Record<string, unknown>;
  readonly after?: Record<string, unknown>;
  /** Plain facts. Never a token, a password or a code (SECURITY 29). */
  readonly detail?: Record<string, unknown>;
}

/** Only what has words for the people of a workspace (`ofWorkspace`) may name one. */
export type AuditEntry = AuditFacts &
  (
    | { readonly what: WorkspaceAuditName; readonly workspaceId?: string }
    | { readonly what: AuditName; readonly workspaceId?: undefined }
  );

/** Append-only and hash-chained; the row is written in the transaction of what it tells. */
export abstract class AuditTrail {
  abstract record(tx: EntityManager, entry: AuditEntry): Promise<void>;
}

/** What happened in one workspace, as its members may read it: no addresses of machines, no reasons of operators. */
export interface AuditQuery {
  readonly workspaceId: string;
  /** Names, e.g. `workspace.renamed`; none given = all. */
  readonly what?: readonly string[];
  readonly actorId?: string;
  readonly from?: Date;
  readonly to?: Date;
  /** The last entry of the page before. */
  readonly after?: { readonly at: Date; readonly id: string };
  readonly limit: number;
}

export interface AuditLine {
  readonly id: string;
  readonly at: Date;
  readonly what: string;
  readonly actorKind: 'customer' | 'operator' | 'system' | 'anonymous';
  readonly actorId: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly before: Record<string, unknown> | null;
  readonly after: Record<string, unknown> | null;
}

/** Reads the trail for plugins that show a part of it. */
export abstract class AuditReader {
  /** Newest first; any page costs what the first one costs. */
  abstract ofWorkspace(query: AuditQuery): Promise<AuditLine[]>;
}
