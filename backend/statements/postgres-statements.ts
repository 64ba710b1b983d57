import { Injectable } from '@nestjs/common';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import type { Pool, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';

@Injectable()
export class PostgresStatements extends Statements {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async run<Row>({ name, text }: Statement, values: readonly unknown[]): Promise<Row[]> {
    // TypeORM's own pool, so there is one limit of connections.
    const { master } = this.dataSource.driver as unknown as { readonly master: Pool };
    const { rows } = await master.query<QueryResultRow>({ name, text, values: [...values] });
    return rows as Row[];
  }
}
