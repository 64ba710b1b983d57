/**
 * Replays a store's log through LiveStore's own materializers into SQLite in memory, and hashes the state they make. Runs
 * in a worker thread: it is told batches, and says the hash.
 */
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { getExecStatementsFromMaterializer, migrateDb, type PreparedStatement, type SqliteDb } from '@livestore/common';
import type { LiveStoreSchema } from '@livestore/common/schema';
import { loadSqlite3Wasm } from '@livestore/sqlite-wasm/load-wasm';
import { sqliteDbFactory } from '@livestore/sqlite-wasm/node';
import { Effect } from '@livestore/utils/effect';
import { PlatformNode } from '@livestore/utils/node';
import type { ReplayAnswer, ReplayOrder } from './replay-protocol.js';

/** Rows that are read at once for the hash. */
const PAGE = 1_000;

/** Call it in a module that is a worker's own, with the schema of the app. */
export async function replayLogs(schema: LiveStoreSchema): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error('Logs are replayed in a worker thread.');
  const open = await stateMaker(schema);
  let replay: Replay | undefined;
  const tell = (answer: ReplayAnswer) => port.postMessage(answer);
  port.on('message', (order: ReplayOrder) => {
    try {
      replay ??= new Replay(schema, open());
      if (order.kind === 'events') {
        replay.take(order.events);
        tell({ kind: 'taken' });
        return;
      }
      const answer = replay.end();
      replay = undefined;
      tell({ kind: 'done', ...answer });
    } catch (error) {
      tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  });
  tell({ kind: 'ready' });
}

class Replay {
  private replayed = 0;
  private unknown = 0;

  constructor(
    private readonly schema: LiveStoreSchema,
    private readonly db: SqliteDb,
  ) {}

  private readonly statements = new Map<string, PreparedStatement>();

  take(events: readonly (readonly [name: string, args: string])[]): void {
    this.db.execute('BEGIN');
    for (const [name, args] of events) this.materialize(name, JSON.parse(args));
    this.db.execute('COMMIT');
  }

  end(): { hash: string; replayed: number; unknown: number } {
    const hash = hashOf(this.db, this.schema);
    for (const statement of this.statements.values()) statement.finalize();
    this.db.close();
    return { hash, replayed: this.replayed, unknown: this.unknown };
  }

  /** As the leader does it; of events of which this app knows nothing it makes nothing either. */
  private materialize(name: string, args: unknown): void {
    const eventDef = this.schema.eventsDefsMap.get(name);
    const materializer = this.schema.state.materializers.get(name);
    if (!eventDef || !materializer) {
      this.unknown += 1;
      return;
    }
    const event = { decoded: undefined, encoded: { name, args } as never };
    for (const { statementSql, bindValues } of getExecStatementsFromMaterializer({
      eventDef,
      materializer,
      dbState: this.db,
      event,
    })) {
      this.prepared(statementSql).execute(bindValues);
    }
    this.replayed += 1;
  }

  private prepared(sql: string): PreparedStatement {
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.db.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}

/** Over every row of the app's own tables, table by table, in the order in which the log made them. */
function hashOf(db: SqliteDb, schema: LiveStoreSchema): string {
  const hash = createHash('sha256');
  const tables = [...schema.state.sqlite.tables.keys()].filter((name) => !name.startsWith('__livestore')).sort();
  for (const table of tables) {
    hash.update(`${table}\n`);
    for (let after = -1; ; ) {
      const rows = db.select<{ rowid__: number }>(
        `SELECT rowid AS rowid__, * FROM "${table}" WHERE rowid > ${after} ORDER BY rowid LIMIT ${PAGE}`,
      );
      for (const row of rows) hash.update(`${JSON.stringify(Object.values(row), asText)}\n`);
      if (rows.length < PAGE) break;
      after = rows.at(-1)?.rowid__ ?? after;
    }
  }
  return hash.digest('hex');
}

function asText(_: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}

async function stateMaker(schema: LiveStoreSchema): Promise<() => SqliteDb> {
  const sqlite3 = await loadSqlite3Wasm();
  const make = await Effect.runPromise(
    sqliteDbFactory({ sqlite3 }).pipe(Effect.provide(PlatformNode.NodeFileSystem.layer)),
  );
  return () => {
    const db = Effect.runSync(make({ _tag: 'in-memory' })) as unknown as SqliteDb;
    Effect.runSync(migrateDb({ db, schema }) as Effect.Effect<unknown>);
    return db;
  };
}
