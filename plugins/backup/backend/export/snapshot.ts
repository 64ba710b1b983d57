/** One moment of the database, seen by several connections. */
import pg from 'pg';
import { MIGRATION_LEDGER } from './declared-tables.js';
import { askTogether } from './table-sql.js';

const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

export interface SnapshotFacts {
  readonly at: string;
  readonly lsn: string;
  readonly server: string;
}

interface Found extends SnapshotFacts {
  readonly id: string | null;
  readonly migrations: string[];
}

/** Where connections come from, and where those that are good for more go. */
export interface Connections {
  connect(): Promise<pg.Client>;
  begun<T>(begin: (client: pg.Client) => Promise<T>): Promise<[pg.Client, T]>;
  borrow<T>(begin: (client: pg.Client) => Promise<T>): Promise<[pg.Client, T]>;
  giveBack(client: pg.Client): Promise<void>;
}

export class Snapshot {
  private constructor(
    readonly clients: readonly pg.Client[],
    readonly facts: SnapshotFacts,
    /** By which others see the same; null when nobody was to. */
    readonly id: string | null,
    /** Names of those that had run, oldest first. */
    readonly migrations: readonly string[],
    private readonly from: Connections,
  ) {}

  /** One connection leads; the others take its snapshot, and so may those of another process when it is `shared`. */
  static async open(from: Connections, connections: number, shared = connections > 1): Promise<Snapshot> {
    const leader = leading(from, shared);
    const helpers = Array.from({ length: connections - 1 }, () => from.connect());
    try {
      const [clients, [lead, { id, migrations, ...facts }]] = await Promise.all([Promise.all(helpers), leader]);
      await Promise.all(clients.map((client) => follow(client, id)));
      return new Snapshot([lead, ...clients], facts, id, migrations, from);
    } catch (error) {
      const opened = await Promise.allSettled([...helpers, leader.then(([lead]) => lead)]);
      const clients = opened.flatMap((client) => (client.status === 'fulfilled' ? [client.value] : []));
      await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
      throw error;
    }
  }

  get lead(): pg.Client {
    return this.clients[0] as pg.Client;
  }

  /** When all was read: a single connection goes back to where it came from. */
  async done(): Promise<void> {
    const [only] = this.clients;
    if (this.clients.length !== 1 || !only) return await this.close();
    await only.query('COMMIT');
    await this.from.giveBack(only);
  }

  /** Ends the connections, whatever they are at. */
  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end().catch(() => undefined)));
  }
}

/** From now on the connection sees what the one sees that leads. */
export async function follow(client: pg.Client, id: string | null): Promise<void> {
  await client.query(`${BEGIN}; SET TRANSACTION SNAPSHOT ${pg.escapeLiteral(id ?? '')}`);
}

/** A connection in its transaction, and what it saw first, in one message there and back. */
async function leading(from: Connections, exported: boolean): Promise<[pg.Client, Found]> {
  const look = `
    SELECT ${exported ? 'pg_export_snapshot()' : 'NULL::text'} AS id,
           to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
           (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END)::text AS lsn,
           current_setting('server_version') AS server,
           ARRAY(SELECT name::text FROM ${MIGRATION_LEDGER} ORDER BY id) AS migrations`;
  const begin = async (client: pg.Client): Promise<Found> => {
    const [, found] = await askTogether(client, [BEGIN, look]);
    return found?.rows[0] as Found;
  };
  return exported ? await from.begun(begin) : await from.borrow(begin);
}
