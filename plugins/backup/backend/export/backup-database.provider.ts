/** Connections of their own: a long copy takes none of those that answer people. */
import { Injectable } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';

@Injectable()
export class BackupDatabase {
  private readonly url: string | undefined;

  constructor(dataSource: DataSource) {
    if (dataSource.options.type !== 'postgres') throw new Error('Backups need PostgreSQL.');
    this.url = dataSource.options.url;
  }

  /** The caller ends it. A connection that breaks fails what is asked of it, and nothing else. */
  async connect(options = ''): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'purser-backup',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      options: `-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c jit=off ${options}`,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }
}
