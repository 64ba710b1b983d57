/** Connections of their own: a long copy takes none of those that answer people. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { databaseOf } from '@purser/kit/backend/database';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { LendingSocket } from './lending-socket.js';

/** A connection that has read the catalogue is kept so long for the next small export. */
const KEPT_MS = 60_000;

@Injectable()
export class BackupDatabase implements OnApplicationShutdown {
  private kept: { readonly client: pg.Client; forget(): void } | undefined;
  private closed = false;

  constructor(private readonly dataSource: DataSource) {}

  /** The caller ends it. A connection that breaks fails what is asked of it, and nothing else. */
  async connect(options = ''): Promise<pg.Client> {
    const client = new pg.Client({
      stream: plainOrTls as () => Duplex,
      ...databaseOf(this.dataSource),
      application_name: 'purser-backup',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      options: `-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c jit=off ${options}`,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  /** As {@link connect}, but it may have been used before: it knows the tables already. `begin` is run on it. */
  async borrow<T>(begin: (client: pg.Client) => Promise<T>): Promise<[pg.Client, T]> {
    const { kept } = this;
    if (kept) {
      kept.forget();
      try {
        return [kept.client, await begin(kept.client)];
      } catch {
        // It has died without a word.
        await kept.client.end().catch(() => undefined);
      }
    }
    return await this.begun(begin);
  }

  /** As {@link connect}, with `begin` run on it; ended when that fails. */
  async begun<T>(begin: (client: pg.Client) => Promise<T>): Promise<[pg.Client, T]> {
    const client = await this.connect();
    try {
      return [client, await begin(client)];
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  /** In no transaction, with nothing open. One is kept, others are ended. */
  async giveBack(client: pg.Client): Promise<void> {
    if (this.kept || this.closed) {
      await client.end().catch(() => undefined);
      return;
    }
    const end = () => {
      forget();
      void client.end().catch(() => undefined);
    };
    const timer = setTimeout(end, KEPT_MS).unref();
    const forget = () => {
      clearTimeout(timer);
      client.removeListener('end', end);
      this.kept = undefined;
    };
    client.once('end', end);
    this.kept = { client, forget };
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    const { kept } = this;
    kept?.forget();
    await kept?.client.end().catch(() => undefined);
  }
}

/** Under TLS what comes is not what is read off the wire. */
function plainOrTls({ ssl }: { readonly ssl?: unknown }): Duplex {
  return ssl ? new Socket() : new LendingSocket();
}
