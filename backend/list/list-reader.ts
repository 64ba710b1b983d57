import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import type { Pool, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { createSidePool } from '../side-pool.js';

/** Who opens lists waits for each other, and nobody who signs in waits for them. */
const CONNECTIONS = 4;
const TIMEOUT_MS = 10_000;
const CANCELLED = '57014';

/**
 * Reads lists over connections that can only read, and that end a statement which runs on after the operator has gone.
 * Each statement stands alone: a transaction around two of them would be two more ways to the database and back.
 */
export class ListReader {
  private readonly pool: Pool;

  constructor(dataSource: DataSource) {
    this.pool = createSidePool(dataSource, {
      max: CONNECTIONS,
      application_name: 'purser-lists',
      connectionTimeoutMillis: TIMEOUT_MS,
      // Awaited before the connection is used.
      onConnect: (client) =>
        client.query(`SET statement_timeout = ${TIMEOUT_MS}; SET default_transaction_read_only = on`),
    });
  }

  async query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      const { rows } = await this.pool.query<QueryResultRow>(text, [...values]);
      return rows as Row[];
    } catch (error) {
      if ((error as { code?: string }).code !== CANCELLED) throw error;
      throw new Refusal(houseProblems.unavailable, {
        message: 'This list took too long to read; narrow the filter and try again.',
        retryAfter: 5,
        cause: error,
      });
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}
