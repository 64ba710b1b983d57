import { Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { type ListDefinition, type ListQuery, Lists } from '@purser/kit/backend/list';
import { houseProblems } from '@purser/kit/problems';
import type { Response } from 'express';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { type Condition, conditionOf, idValue, sqlType } from './list-condition.js';
import { type ListRequest, readListRequest } from './list-request.js';

/** Above this many rows a count may be an estimate. */
const EXACT_UP_TO = 100_000;
const TIMEOUT_MS = 10_000;

type Row = Record<string, unknown>;

@Injectable()
export class PostgresLists extends Lists {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async page(list: ListDefinition, query: ListQuery, response: Response): Promise<Row[]> {
    const request = readListRequest(list, query);
    const condition = conditionOf(list, request.filter);
    const { rows, total, estimated } = await this.reading(async (tx) => ({
      rows: await this.rows(tx, list, request, condition),
      ...(await this.total(tx, list, condition)),
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
    const [column, direction] = request.sort;
    // The id settles ties, else rows could repeat or get lost between pages.
    const order = [column, ...(column === 'id' ? [] : ['id'])].map((name) => `${list.columns[name]?.sql} ${direction}`);
    const limit = request.range ? `LIMIT ${request.range[1] - request.range[0] + 1} OFFSET ${request.range[0]}` : '';
    const rows: Row[] = await tx.query(
      `SELECT ${selection(list)} FROM ${list.from} WHERE ${condition.sql} ORDER BY ${order.join(', ')} ${limit}`,
      condition.values,
    );
    return rows.map((row) => typed(list, row));
  }

  private async total(
    tx: EntityManager,
    list: ListDefinition,
    condition: Condition,
  ): Promise<{ total: number; estimated: boolean }> {
    const [counted]: { total: string }[] = await tx.query(
      `SELECT count(*) AS total FROM (SELECT 1 FROM ${list.from} WHERE ${condition.sql} LIMIT ${EXACT_UP_TO + 1}) AS seen`,
      condition.values,
    );
    const total = Number(counted?.total ?? 0);
    if (total <= EXACT_UP_TO) return { total, estimated: false };
    return { total: Math.max(total, await this.estimate(tx, list, condition)), estimated: true };
  }

  /** The table's own estimate when nothing is filtered, else the planner's. */
  private async estimate(tx: EntityManager, list: ListDefinition, condition: Condition): Promise<number> {
    if (list.estimateFrom && condition.sql === 'TRUE') {
      const [table]: { rows: string | null }[] = await tx.query(
        'SELECT sum(reltuples)::bigint AS rows FROM pg_class WHERE oid IN (SELECT relid FROM pg_partition_tree($1::regclass) WHERE isleaf)',
        [list.estimateFrom],
      );
      const known = Number(table?.rows ?? 0);
      if (known > 0) return known;
    }
    const [explained]: { 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }[] = await tx.query(
      `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${list.from} WHERE ${condition.sql}`,
      condition.values,
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

function selection(list: ListDefinition): string {
  return Object.entries(list.columns)
    .map(([name, { sql }]) => `${sql} AS "${name}"`)
    .join(', ');
}

/** The driver gives bigint and numeric as text. */
function typed(list: ListDefinition, row: Row): Row {
  for (const [name, { kind }] of Object.entries(list.columns)) {
    if (kind === 'number' && typeof row[name] === 'string') row[name] = Number(row[name]);
  }
  return row;
}
