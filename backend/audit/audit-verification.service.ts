import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

export interface AuditFault {
  readonly chain: number | null;
  /** Place in the chain, where there is one. */
  readonly seq: number | null;
  readonly auditId: string | null;
  readonly what: 'changed' | 'missing' | 'unlinked' | 'cut-off';
}

export interface AuditVerdict {
  readonly intact: boolean;
  readonly entries: number;
  /** The first faults only: one is enough to know. */
  readonly faults: readonly AuditFault[];
  /** SHA-256 over the heads of all chains: keep it elsewhere, and nobody can rewrite history up to here unseen. */
  readonly anchor: string;
}

interface LinkRow {
  chain: number;
  seq: string;
  audit_id: string;
  hash: string;
  entry: string | null;
}

const PAGE = 2_000;
const FAULT_LIMIT = 100;
const START = '0'.repeat(64);

/** Walks every chain from its first link, in one snapshot, and recomputes each hash outside of the database. */
@Injectable()
export class AuditVerification {
  constructor(private readonly dataSource: DataSource) {}

  async verify(): Promise<AuditVerdict> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const heads: { chain: number; seq: string; hash: string }[] = await tx.query(
        'SELECT chain, seq, hash FROM house_audit_head ORDER BY chain',
      );
      const faults: AuditFault[] = [];
      let entries = 0;
      for (const head of heads) {
        const end = await this.walk(tx, head.chain, faults);
        entries += end.seq;
        if (end.seq !== Number(head.seq) || end.hash !== head.hash) {
          faults.push({ chain: head.chain, seq: end.seq + 1, auditId: null, what: 'cut-off' });
        }
      }
      const unlinked: { id: string }[] = await tx.query(
        `SELECT a.id FROM house_audit a LEFT JOIN house_audit_link l ON l.audit_id = a.id
         WHERE l.audit_id IS NULL LIMIT $1`,
        [FAULT_LIMIT],
      );
      faults.push(...unlinked.map(({ id }) => ({ chain: null, seq: null, auditId: id, what: 'unlinked' as const })));
      return { intact: faults.length === 0, entries, faults: faults.slice(0, FAULT_LIMIT), anchor: anchorOf(heads) };
    });
  }

  private async walk(tx: EntityManager, chain: number, faults: AuditFault[]): Promise<{ seq: number; hash: string }> {
    let seq = 0;
    let hash = START;
    for (;;) {
      const rows: LinkRow[] = await tx.query(
        `SELECT l.chain, l.seq, l.audit_id, l.hash, a.entry
         FROM house_audit_link l LEFT JOIN house_audit a ON a.id = l.audit_id
         WHERE l.chain = $1 AND l.seq > $2 ORDER BY l.seq LIMIT $3`,
        [chain, seq, PAGE],
      );
      for (const row of rows) {
        const fault = faultOf(row, seq, hash);
        if (fault && faults.length < FAULT_LIMIT) faults.push(fault);
        // Goes on from what is stored, so that one change is reported once and not for every later link.
        seq = Number(row.seq);
        hash = row.hash;
      }
      if (rows.length < PAGE) return { seq, hash };
    }
  }
}

function faultOf(row: LinkRow, previousSeq: number, previousHash: string): AuditFault | null {
  const seq = Number(row.seq);
  const fault = { chain: row.chain, seq, auditId: row.audit_id };
  if (row.entry === null) return { ...fault, what: 'missing' };
  if (seq !== previousSeq + 1) return { ...fault, seq: previousSeq + 1, auditId: null, what: 'missing' };
  if (row.hash !== linkHash(previousHash, row.chain, seq, row.audit_id, row.entry)) {
    return { ...fault, what: 'changed' };
  }
  return null;
}

/** The same bytes as the trigger `house_audit_chain` hashes. */
export function linkHash(previous: string, chain: number, seq: number, auditId: string, entry: string): string {
  return createHash('sha256').update([previous, chain, seq, auditId, entry].join('\n'), 'utf8').digest('hex');
}

function anchorOf(heads: readonly { chain: number; seq: string; hash: string }[]): string {
  const text = heads.map(({ chain, seq, hash }) => `${chain}:${seq}:${hash}`).join('\n');
  return createHash('sha256').update(text).digest('hex');
}
