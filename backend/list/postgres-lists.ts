import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { type ListDefinition, type ListQuery, Lists } from '@purser/kit/backend/list';
import { houseProblems } from '@purser/kit/problems';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { HouseConfig } from '../settings/house-config.js';
import { type Condition, conditionOf, idValue, sqlType } from './list-condition.js';
import { Ladders } from './list-ladder.js';
import { firstRowsOf, ladderFor, namedRowsOf, pageStatement, selection } from './list-page.js';
import { ListReader } from './list-reader.js';
import { type ListRequest, readListRequest } from './list-request.js';
import { searched, searchedOnTheWay, wordsOf } from './list-search.js';
import { ListTotals } from './list-totals.js';

/** From this row on a page begins at a place that is looked up once a minute. */
const FAR_DOWN = 10_000;

/** Characters of a word that is likely to stand in many rows. */
const SHORT = 3;

type Row = Record<string, unknown>;

interface Page {
  readonly rows: Row[];
  readonly condition: Condition;
}

@Injectable()
export class PostgresLists extends Lists implements OnApplicationShutdown {
  private readonly reader: ListReader;
  private readonly ladders: Ladders;
  private readonly totals: ListTotals;

  constructor(
    private readonly dataSource: DataSource,
    clock: Clock,
    { readUrl }: HouseConfig,
  ) {
    super();
    this.reader = new ListReader(dataSource, clock, readUrl);
    this.ladders = new Ladders(clock);
    this.totals = new ListTotals(clock);
  }

  async page(list: ListDefinition, query: ListQuery, response: Response): Promise<Row[]> {
    const request = readListRequest(list, query);
    const plain = conditionOf(list, request.filter);
    const words = wordsOf(list, request.filter);
    const { rows, condition } =
      (await this.amongFirst(list, request, words, plain)) ?? (await this.found(list, request, words, plain));
    const { total, estimated } = await this.totals.of(this.reader, { list, request, condition, shown: rows.length });
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

  /**
   * A short word is likely to stand in many rows, more than are worth to be looked up: a page of them is full after a short
   * walk. Undefined where it is not.
   */
  private async amongFirst(
    list: ListDefinition,
    request: ListRequest,
    words: readonly string[],
    plain: Condition,
  ): Promise<Page | undefined> {
    const way = words.some(({ length }) => length <= SHORT) ? firstRowsOf(list, request) : undefined;
    if (!way || !request.range) return undefined;
    const condition = searchedOnTheWay(list, words, plain);
    const { sql, values } = pageStatement(list, request, condition, { way });
    const rows = await this.reader.query<Row>(sql, values);
    const [first, last] = request.range;
    return rows.length > last - first ? { rows: rows.map((row) => typed(list, row)), condition } : undefined;
  }

  private async found(
    list: ListDefinition,
    request: ListRequest,
    words: readonly string[],
    plain: Condition,
  ): Promise<Page> {
    const condition = await searched(this.reader, list, words, plain);
    const first = request.range?.[0] ?? 0;
    const ladder = first >= FAR_DOWN ? ladderFor(list, request, condition) : undefined;
    const rung = ladder && (await this.ladders.rungBefore(this.reader, ladder, first));
    const way = condition.among && namedRowsOf(list, request, condition.among);
    const { sql, values } = pageStatement(list, request, condition, { rung, ...(way && { way }) });
    const rows = await this.reader.query<Row>(sql, values);
    return { rows: rows.map((row) => typed(list, row)), condition };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reader.close();
  }
}

/** The driver gives bigint and numeric as text. */
function typed(list: ListDefinition, row: Row): Row {
  for (const [name, { kind }] of Object.entries(list.columns)) {
    if (kind === 'number' && typeof row[name] === 'string') row[name] = Number(row[name]);
  }
  return row;
}
