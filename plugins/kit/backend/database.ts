/**
 * Where the database is. `DATABASE_URL` may name several hosts, as libpq reads it:
 * `postgres://user:password@one:5432,two:5432/purser?target_session_attrs=read-write`. Each new connection then goes to the one
 * that takes writes, so that after a failover everything comes back by itself.
 */
import { Socket } from 'node:net';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';

/** What a pg client, or a pool of them, is given. */
export interface DatabaseAddress {
  /** With one host, as every client reads it. */
  readonly connectionString: string;
  /** With all of its hosts, for another process. */
  readonly given: string;
  /** Only where there are several hosts: finds the one that takes writes. */
  readonly stream?: () => Socket;
}

const SEVERAL = /^(postgres(?:ql)?:\/\/(?:[^@/?]*@)?)([^/?@]+)(.*)$/;
/** What was found holds for connections that are made in the same moment. */
const FRESH_MS = 500;
const PROBE_MS = 2_000;
/** SQLSTATE "unable to establish the connection": whoever asked tries again. */
const UNREACHABLE = '08001';

const finders = new Map<string, WritableHost>();

export function databaseAt(url: string): DatabaseAddress {
  const urls = oneByOne(url);
  const [first = url] = urls;
  if (urls.length < 2) return { connectionString: first, given: url };
  const finder = finders.get(url) ?? new WritableHost(urls);
  finders.set(url, finder);
  return { connectionString: first, given: url, stream: () => new SocketToWritableHost(finder) };
}

/** For connections of one's own beside those of the data source. */
export function databaseOf(dataSource: DataSource): DatabaseAddress {
  const { url, extra } = dataSource.options as PostgresDataSourceOptions;
  if (!url) throw new Error('The data source has no address.');
  return { connectionString: url, given: extra?.given ?? url, ...(extra?.stream && { stream: extra.stream }) };
}

/** The address with each of its hosts alone. */
export function oneByOne(url: string): string[] {
  const [, front, hosts = '', rest = ''] = SEVERAL.exec(url) ?? [];
  if (front === undefined) return [url];
  const further = rest.replace(/([?&])target_session_attrs=[^&]*&?/, '$1').replace(/[?&]$/, '');
  return hosts.split(',').map((host) => `${front}${host}${further}`);
}

class WritableHost {
  private looking: Promise<URL> | undefined;

  constructor(private readonly urls: readonly string[]) {}

  find(): Promise<URL> {
    this.looking ??= this.look();
    return this.looking;
  }

  private async look(): Promise<URL> {
    const forget = () => {
      this.looking = undefined;
    };
    try {
      const found = await Promise.any(this.urls.map((url) => writable(url)));
      setTimeout(forget, FRESH_MS).unref();
      return found;
    } catch (cause) {
      forget();
      throw Object.assign(new Error('No host of the database takes writes now.', { cause }), { code: UNREACHABLE });
    }
  }
}

async function writable(url: string): Promise<URL> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'purser-finder',
    connectionTimeoutMillis: PROBE_MS,
    query_timeout: PROBE_MS,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query('SELECT pg_is_in_recovery() AS standby');
    if (rows[0]?.standby !== false) throw new Error('It is a standby.');
    return new URL(url);
  } finally {
    void client.end().catch(() => undefined);
  }
}

const POSTGRES_PORT = 5432;

/** Goes where it is found to go, whatever host it is told. */
class SocketToWritableHost extends Socket {
  constructor(private readonly finder: WritableHost) {
    super();
  }

  override connect(): this {
    this.finder.find().then(
      ({ hostname, port }) => {
        if (this.destroyed || this.writableEnded) return;
        super.connect(Number(port) || POSTGRES_PORT, hostname.replace(/^\[|\]$/g, ''));
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }
}
