import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { type ListDefinition, type ListQuery, Lists } from '@purser/kit/backend/list';
import { houseProblems } from '@purser/kit/problems';
import type { Response } from 'express';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { type Condition, conditionOf, idValue, sqlType } from './list-condition.js';
import { Ladders } from './list-ladder.js';
import { ladderFor, pageStatement, selection } from './list-page.js';
import { type ListRequest, readListRequest } from './list-request.js';
import { searched, wordsOf } from './list-search.js';
import { ListTotals } from './list-totals.js';

/** From this row on a page begins at a place that is looked up once a minute. */
const FAR_DOWN = 10_000;
const TIMEOUT_MS = 10_000;

type Row = Record<string, unknown>;

@Injectable()
export class PostgresLists extends Lists {
  private readonly ladders: Ladders;
  private readonly totals: ListTotals;

  constructor(
    private readonly dataSource: DataSource,
    clock: Clock,
  ) {
    super();
    this.ladders = new Ladders(clock);
    this.totals = new ListTotals(clock);
  }

  async page(list: ListDefinition, query: ListQuery, response: Response): Promise<Row[]> {
    const request = readListRequest(list, query);
    const plain = conditionOf(list, request.filter);
    const words = wordsOf(list, request.filter);
    const { rows, total, estimated } = await this.reading(async (tx) => {
      const condition = await searched(tx, list, words, plain);
      const shown = await this.rows(tx, list, request, condition);
      return { rows: shown, ...(await this.totals.of(tx, { list, request, condition, shown: shown.length })) };
    });
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

  /** Rows and total from one snapshot, and no list that runs on after the operator has gone. */
  private async reading<T>(read: (tx: EntityManager) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.query(
        `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = ${TIMEOUT_MS}`,
      );
      return await read(runner.manager);
    } catch (error) {
      if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '57014') {
        throw new Refusal(houseProblems.unavailable, {
          message: 'This list took too long to read; narrow the filter and try again.',
          retryAfter: 5,
          cause: error,
        });
      }
      throw error;
    } finally {
      // Nothing was written, so whatever happened ends alike.
      await runner.query('ROLLBACK').catch(() => undefined);
      await runner.release();
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
