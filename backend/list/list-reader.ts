import { Logger } from '@nestjs/common';
import type { Clock } from '@purser/kit/backend/clock';
import { databaseAt, databaseOf } from '@purser/kit/backend/database';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import type { Pool, QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { codeOf } from '../lost-connection.js';
import { createSidePool } from '../side-pool.js';
import { replicaIsNear } from './replica.js';

/** Who opens lists waits for each other, and nobody who signs in waits for them. */
const CONNECTIONS = 4;
const TIMEOUT_MS = 10_000;
const REPLICA_CONNECT_MS = 1_000;
/** A replica that was found wanting is left alone for so long. */
const REST_MS = 15_000;
const CANCELLED = '57014';

/**
 * Reads lists over connections that can only read, and that end a statement which runs on after the operator has gone.
 * Each statement stands alone: a transaction around two of them would be two more ways to the database and back.
 * With a replica they are read there; while it is away or far behind, where everything is.
 */
export class ListReader {
  private readonly logger = new Logger('Lists');
  private readonly primary: Pool;
  private readonly replica: Pool | undefined;
  private restsUntil = 0;
  private lookedUntil = 0;

  constructor(
    dataSource: DataSource,
    private readonly clock: Clock,
    readUrl: string | undefined,
  ) {
    const reading = { max: CONNECTIONS, application_name: 'purser-lists', onConnect };
    this.primary = createSidePool(databaseOf(dataSource), { ...reading, connectionTimeoutMillis: TIMEOUT_MS });
    this.replica = readUrl
      ? createSidePool(databaseAt(readUrl), { ...reading, connectionTimeoutMillis: REPLICA_CONNECT_MS })
      : undefined;
  }

  async query<Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      return (await this.fromReplica<Row>(text, values)) ?? (await rowsOf<Row>(this.primary, text, values));
    } catch (error) {
      if (codeOf(error) !== CANCELLED) throw error;
      throw new Refusal(houseProblems.unavailable, {
        message: 'This list took too long to read; narrow the filter and try again.',
        retryAfter: 5,
        cause: error,
      });
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.primary.end(), this.replica?.end()]);
  }

  /** Undefined where it has to be read elsewhere. */
  private async fromReplica<Row>(text: string, values: readonly unknown[]): Promise<Row[] | undefined> {
    const now = this.clock.now().getTime();
    if (!this.replica || now < this.restsUntil) return undefined;
    try {
      if (now >= this.lookedUntil) {
        if (!(await replicaIsNear(this.replica))) return this.rest(now, 'it is far behind');
        this.lookedUntil = now + REST_MS;
      }
      return await rowsOf<Row>(this.replica, text, values);
    } catch (error) {
      if (codeOf(error) === CANCELLED) throw error;
      return this.rest(now, String(error));
    }
  }

  private rest(now: number, why: string): undefined {
    this.logger.warn(`Lists are read from the primary for a while instead of the replica: ${why}`);
    this.restsUntil = now + REST_MS;
    this.lookedUntil = 0;
  }
}

/** Awaited before the connection is used. */
const onConnect = (client: { query(text: string): Promise<unknown> }) =>
  client.query(`SET statement_timeout = ${TIMEOUT_MS}; SET default_transaction_read_only = on`);

async function rowsOf<Row>(pool: Pool, text: string, values: readonly unknown[]): Promise<Row[]> {
  const { rows } = await pool.query<QueryResultRow>(text, [...values]);
  return rows as Row[];
}
