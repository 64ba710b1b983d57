/** Which id becomes which, while a workspace is restored: a temporary table, so that SQL can look it up. */
import type pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { quoted } from '../export/table-sql.js';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

/** A fresh id of the same form: `st-<uuid>` stays one. */
export function freshId(old: string): string {
  return UUID.test(old) ? old.replace(UUID, uuidv7()) : uuidv7();
}

export class IdMap {
  private readonly known = new Map<string, string>();

  /** Makes the table, for the transaction. */
  static readonly TABLE = 'CREATE TEMP TABLE restore_id (old text PRIMARY KEY, new text NOT NULL) ON COMMIT DROP';

  constructor(private readonly client: pg.ClientBase) {}

  async add(pairs: readonly (readonly [old: string, fresh: string])[]): Promise<void> {
    const news = pairs.filter(([old]) => !this.known.has(old));
    for (const [old, fresh] of news) this.known.set(old, fresh);
    if (news.length === 0) return;
    await this.client.query(
      'INSERT INTO restore_id SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (old) DO NOTHING',
      [news.map(([old]) => old), news.map(([, fresh]) => fresh)],
    );
  }

  /** What became of it; itself when nothing did. */
  of(old: string): string {
    return this.known.get(old) ?? old;
  }

  /** Every value of these columns becomes a fresh one. */
  async renew(columns: readonly (readonly [table: string, column: string])[]): Promise<void> {
    if (columns.length === 0) return;
    const values = columns.map(([table, column]) => `SELECT ${quoted(column)}::text AS old FROM ${table}`);
    const { rows } = await this.client.query<{ old: string | null }>(values.join(' UNION '));
    await this.add(rows.flatMap(({ old }) => (old === null ? [] : [[old, freshId(old)] as const])));
  }
}

/** What stands for the column once ids have become others. */
export function mapped(column: string, type: string): string {
  const value = `t.${quoted(column)}`;
  return `coalesce((SELECT new FROM restore_id WHERE old = ${value}::text), ${value}::text)::${type}`;
}
