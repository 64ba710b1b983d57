/** The trail as files: JSON lines for machines (the chain can be recomputed from them), CSV for people. */
import { csvCell } from '@purser/kit/csv';

export interface ExportedEntry {
  readonly id: string;
  readonly entry: string;
  readonly chain: number;
  readonly seq: string;
  readonly hash: string;
}

const CSV_COLUMNS = [
  'id',
  'at',
  'what',
  'actorKind',
  'actorId',
  'actorEmail',
  'subjectType',
  'subjectId',
  'workspaceId',
  'ip',
  'requestId',
  'reason',
  'before',
  'after',
  'detail',
] as const;

export const csvHeader = `${CSV_COLUMNS.join(',')}\r\n`;

export function jsonLine({ id, entry, chain, seq, hash }: ExportedEntry): string {
  return `${JSON.stringify({ id, chain, seq: Number(seq), hash, entry })}\n`;
}

export function csvLine({ id, entry }: ExportedEntry): string {
  const facts = JSON.parse(entry) as {
    at: number;
    what: string;
    by: { kind: string; id?: string; email?: string };
    on?: { type: string; id: string };
    workspaceId?: string;
    origin?: { ip: string; requestId: string };
    reason?: string;
    before?: unknown;
    after?: unknown;
    detail?: unknown;
  };
  const cells = [
    id,
    new Date(facts.at).toISOString(),
    facts.what,
    facts.by.kind,
    facts.by.id,
    facts.by.email,
    facts.on?.type,
    facts.on?.id,
    facts.workspaceId,
    facts.origin?.ip,
    facts.origin?.requestId,
    facts.reason,
    json(facts.before),
    json(facts.after),
    json(facts.detail),
  ];
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function json(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}
