/** One moment of the database, seen by several connections. */
import pg from 'pg';

const BEGIN = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

export interface SnapshotFacts {
  readonly at: string;
  readonly lsn: string;
  readonly server: string;
}

/** Where connections come from, and where those that are good for more go. */
export interface Connections {
  connect(): Promise<pg.Client>;
  borrow(): Promise<pg.Client>;
  giveBack(client: pg.Client): Promise<void>;
}

export class Snapshot {
  private constructor(
    readonly clients: readonly pg.Client[],
    readonly facts: SnapshotFacts,
    private readonly from: Connections,
  ) {}

  /** One connection leads; the others take its snapshot. */
  static async open(from: Connections, connections: number): Promise<Snapshot> {
    const clients: pg.Client[] = [];
    try {
      const lead = connections > 1 ? await from.connect() : await from.borrow();
      clients.push(lead);
      await lead.query(BEGIN);
      const wanted = connections > 1 ? 'pg_export_snapshot()' : 'NULL::text';
      const { rows } = await lead.query<SnapshotFacts & { id: string | null }>(`
        SELECT ${wanted} AS id, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
               (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END)::text AS lsn,
               current_setting('server_version') AS server`);
      const [{ id, ...facts }] = rows as [SnapshotFacts & { id: string | null }];
      for (let each = 1; each < connections; each += 1) {
        const client = await from.connect();
        clients.push(client);
        await client.query(BEGIN);
        await client.query(`SET TRANSACTION SNAPSHOT ${pg.escapeLiteral(id ?? '')}`);
      }
      return new Snapshot(clients, facts, from);
    } catch (error) {
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
