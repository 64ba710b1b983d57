/** A PostgreSQL and its synchronous standby, which takes over when the first one is killed. */
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Cluster, startCluster } from '../../launcher/postgres/cluster.js';
import { readPostmaster } from '../../launcher/postgres/postmaster.js';

const run = promisify(execFile);
/** What a process wrote before SIGKILL is safe; only a machine that fails would need the disk. */
const QUICK = ['fsync=off', 'full_page_writes=off', 'max_wal_senders=4'];
const DATABASE = 'purser';

export class PostgresPair {
  private constructor(
    private readonly folder: string,
    private readonly primary: Cluster,
    private readonly standby: Cluster,
    /** Both hosts, as `DATABASE_URL` names them. */
    readonly url: string,
  ) {}

  /** `prepare` is given the server while it is alone, and answers the address of the database that it made there. */
  static async open(prepare: (serverUrl: string) => Promise<string>): Promise<PostgresPair> {
    const folder = await mkdtemp(path.join(tmpdir(), 'purser-pair-'));
    // PostgreSQL runs as a user of its own where the tests are root's.
    await chmod(folder, 0o711);
    const [first, second] = [path.join(folder, 'one'), path.join(folder, 'two')];
    const alone = await startCluster({ home: first, database: DATABASE, settings: QUICK });
    const { pathname } = new URL(await prepare(alone.url));
    await alone.stop();
    await run('cp', ['-a', first, second]);
    await writeFile(path.join(second, 'postgres', 'standby.signal'), '');
    const settings = [...QUICK, 'synchronous_standby_names=*'];
    const primary = await startCluster({ home: first, database: DATABASE, settings });
    const { port, password } = new URL(primary.url);
    const standby = await startCluster({
      home: second,
      database: DATABASE,
      settings: [...QUICK, `primary_conninfo=host=127.0.0.1 port=${port} user=purser password=${password}`],
    });
    const hosts = [primary, standby].map(({ url }) => new URL(url).host).join(',');
    const url = `postgres://purser:${password}@${hosts}${pathname}?target_session_attrs=read-write`;
    return new PostgresPair(folder, primary, standby, url);
  }

  /** Every process of it, without a word. */
  async killPrimary(): Promise<void> {
    const postmaster = readPostmaster(path.join(this.folder, 'one', 'postgres'));
    if (!postmaster) throw new Error('The primary does not run.');
    process.kill(-postmaster.pid, 'SIGKILL');
  }

  async promote(): Promise<void> {
    const client = new pg.Client({ connectionString: this.standby.url });
    await client.connect();
    try {
      await client.query('SELECT pg_promote(true, 30)');
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.primary.stop(), this.standby.stop()]);
    await rm(this.folder, { recursive: true, force: true });
  }
}
