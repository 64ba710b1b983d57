import type { Caller } from '@purser/kit/backend/access';
import type { AuditEntry } from '@purser/kit/backend/audit';

/** The one text of an entry: it is stored, hashed and exported, so the same facts must always give the same bytes. */
export function canonicalEntry(entry: AuditEntry, at: Date): string {
  return canonicalJson({
    at: at.getTime(),
    what: entry.what.name,
    by: actor(entry.by),
    on: entry.on,
    workspaceId: entry.workspaceId,
    origin: entry.origin,
    reason: entry.reason,
    before: entry.before,
    after: entry.after,
    detail: entry.detail,
  });
}

function actor(by: AuditEntry['by']): Record<string, unknown> {
  if (by === 'system' || by === 'anonymous') return { kind: by };
  return fromCaller(by);
}

function fromCaller(caller: Caller): Record<string, unknown> {
  return caller.kind === 'customer'
    ? { kind: caller.kind, id: caller.userId, sessionId: caller.sessionId }
    : { kind: caller.kind, id: caller.operatorId, sessionId: caller.sessionId, email: caller.email };
}

/** JSON with sorted keys, no white space, absent for undefined; dates as ISO 8601. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(ordered(value));
}

function ordered(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(ordered);
  const known = Object.entries(value).filter(([, member]) => member !== undefined && typeof member !== 'function');
  known.sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(known.map(([key, member]) => [storable(key), ordered(member)]));
}

/** PostgreSQL's jsonb holds neither NUL nor half a surrogate pair; an entry must never fail because of one. */
function storable(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD').replaceAll('\u0000', '\uFFFD');
}
