import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { type ListDefinition, type ListQuery, Lists } from '@purser/kit/backend/list';
import { houseProblems } from '@purser/kit/problems';
import type { Response } from 'express';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { type Condition, conditionOf, idValue, sqlType } from './list-condition.js';
import { Ladders } from './list-ladder.js';
import { coreFor, ladderFor, pageStatement, selection } from './list-page.js';
import { type ListRequest, readListRequest } from './list-request.js';

/** Above this many rows a count may be an estimate. */
const EXACT_UP_TO = 100_000;
/** From this row on a page begins at a place that is looked up once a minute. */
const FAR_DOWN = 10_000;
const TIMEOUT_MS = 10_000;

type Row = Record<string, unknown>;

@Injectable()
export class PostgresLists extends Lists {
  private readonly ladders: Ladders;

  constructor(
    private readonly dataSource: DataSource,
    clock: Clock,
  ) {
    super();
    this.ladders = new Ladders(clock);
  }

  async page(list: ListDefinition, query: ListQuery, response: Response): Promise<Row[]> {
    const request = readListRequest(list, query);
    const condition = conditionOf(list, request.filter);
    const { rows, total, estimated } = await this.reading(async (tx) => ({
      rows: await this.rows(tx, list, request, condition),
      ...(await this.total(tx, list, request, condition)),
    }));
    const first = request.range?.[0] ?? 0;
    const span = rows.length ? `${first}-${first + rows.length - 1}` : '*';
    response.setHeader('Content-Range', `${list.resource} ${span}/${total}`);
    if (estimated) response.setHeader('X-Total-Estimated', 'true');
    return rows;
  }

  async one(list: ListDefinition, id: string): Promise<Row> {
    const value = idValue(list, id);
    const { id: column } = list.columns;
    if (value === undefined || !column) throw new Refusal(houseProblems.notFound);
    const rows: Row[] = await this.dataSource.query(
      `SELECT ${selection(list)} FROM ${list.from}
        WHERE ${list.where ? `(${list.where}) AND ` : ''}${column.sql} = $1::${sqlType(column.kind)} LIMIT 1`,
      [value],
    );
    const [row] = rows;
    if (!row) throw new Refusal(houseProblems.notFound);
    return typed(list, row);
  }

  private async rows(
    tx: EntityManager,
    list: ListDefinition,
    request: ListRequest,
    condition: Condition,
  ): Promise<Row[]> {
    const first = request.range?.[0] ?? 0;
    const ladder = first >= FAR_DOWN ? ladderFor(list, request, condition) : undefined;
    const rung = ladder && (await this.ladders.rungBefore(tx, ladder, first));
    const { sql, values } = pageStatement(list, request, condition, rung);
    const rows: Row[] = await tx.query(sql, values);
    return rows.map((row) => typed(list, row));
  }

  private async total(
    tx: EntityManager,
    list: ListDefinition,
    request: ListRequest,
    condition: Condition,
  ): Promise<{ total: number; estimated: boolean }> {
    const unfiltered = Object.keys(request.filter).length === 0;
    if (unfiltered && list.estimateFrom) {
      const known = await this.rowsOf(tx, list.estimateFrom);
      // Far enough above that it cannot be a small table which shrank since it was looked at last.
      if (known > 2 * EXACT_UP_TO) return { total: known, estimated: true };
    }
    const from = coreFor(list, request) ?? list.from;
    const [counted]: { total: string }[] = await tx.query(
      `SELECT count(*) AS total FROM (SELECT 1 FROM ${from} WHERE ${condition.sql} LIMIT ${EXACT_UP_TO + 1}) AS seen`,
      condition.values,
    );
    const total = Number(counted?.total ?? 0);
    if (total <= EXACT_UP_TO) return { total, estimated: false };
    const known = unfiltered && list.estimateFrom ? await this.rowsOf(tx, list.estimateFrom) : 0;
    return { total: Math.max(total, known || (await this.planned(tx, from, condition))), estimated: true };
  }

  /** As the database last counted a table with its partitions; 0 when it never has. */
  private async rowsOf(tx: EntityManager, table: string): Promise<number> {
    const [counted]: { rows: string | null }[] = await tx.query(
      'SELECT sum(reltuples)::bigint AS rows FROM pg_class WHERE oid IN (SELECT relid FROM pg_partition_tree($1::regclass) WHERE isleaf)',
      [table],
    );
    return Math.max(0, Number(counted?.rows ?? 0));
  }

  /** As the planner thinks. */
  private async planned(tx: EntityManager, from: string, { sql, values }: Condition): Promise<number> {
    const [explained]: { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }[] = await tx.query(
      `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${from} WHERE ${sql}`,
      values,
    );
    return explained?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
  }

  /** Rows and total from one snapshot, and no list that runs on after the operator has gone. */
  private async reading<T>(read: (tx: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
        await tx.query(`SET LOCAL statement_timeout = ${TIMEOUT_MS}`);
        return read(tx);
      });
    } catch (error) {
      if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '57014') {
        throw new Refusal(houseProblems.unavailable, {
          message: 'This list took too long to read; narrow the filter and try again.',
          retryAfter: 5,
          cause: error,
        });
      }
      throw error;
    }
  }
}

/** The driver gives bigint and numeric as text. */
function typed(list: ListDefinition, row: Row): Row {
  for (const [name, { kind }] of Object.entries(list.columns)) {
    if (kind === 'number' && typeof row[name] === 'string') row[name] = Number(row[name]);
  }
  return row;
}
