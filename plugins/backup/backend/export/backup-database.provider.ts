/** Connections of their own: a long copy takes none of those that answer people. */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type DatabaseAddress, databaseOf } from '@purser/kit/backend/database';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { connectForBackup } from './backup-connection.js';

/** A connection that has read the catalogue is kept so long for the next small export. */
const KEPT_MS = 60_000;

@Injectable()
export class BackupDatabase implements OnApplicationShutdown {
  private kept: { readonly client: pg.Client; forget(): void } | undefined;
  private closed = false;

  constructor(private readonly dataSource: DataSource) {}

  get address(): DatabaseAddress {
    return databaseOf(this.dataSource);
  }

  /** The caller ends it. */
  connect(options = ''): Promise<pg.Client> {
    return connectForBackup(this.address, options);
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
