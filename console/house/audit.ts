import type { RaRecord } from 'react-admin';

/** A row of `GET /api/console/audit`. */
export interface AuditRecord extends RaRecord {
  readonly at: string;
  readonly what: string;
  readonly actorKind: 'system' | 'anonymous' | 'customer' | 'operator';
  readonly actorId: string | null;
  readonly actorEmail: string | null;
  readonly subjectType: string | null;
  readonly subjectId: string | null;
  readonly workspaceId: string | null;
  readonly ip: string | null;
  readonly requestId: string | null;
  readonly entry: {
    readonly reason?: string;
    readonly before?: Record<string, unknown>;
    readonly after?: Record<string, unknown>;
    readonly detail?: Record<string, unknown>;
    readonly origin?: { readonly userAgent?: string; readonly place?: string | null };
  };
  readonly chain: number;
  readonly seq: number;
  readonly hash: string;
}

export function actorOf(record: AuditRecord): string {
  if (record.actorKind === 'system') return 'Purser';
  if (record.actorKind === 'anonymous') return 'Somebody not signed in';
  return `${record.actorEmail ?? record.actorId} (${record.actorKind})`;
}

export function subjectOf(record: AuditRecord): string {
  return record.subjectType ? `${record.subjectType} ${record.subjectId}` : '—';
}

/** Every field that differs, as [name, before, after]. */
export function changes(entry: AuditRecord['entry']): [string, unknown, unknown][] {
  const names = new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})]);
  return [...names]
    .map((name): [string, unknown, unknown] => [name, entry.before?.[name], entry.after?.[name]])
    .filter(([, before, after]) => JSON.stringify(before) !== JSON.stringify(after));
}
