/** One list mechanism serves every console resource in the ra-data-simple-rest dialect (API.md "Console"). */
import type { Response } from 'express';

export type ColumnKind = 'text' | 'uuid' | 'number' | 'date' | 'boolean' | 'json';

export interface ListColumn {
  /** SQL expression over `from`, e.g. `u.email`. */
  readonly sql: string;
  readonly kind: ColumnKind;
  /** May stand in `filter`: equality, a list of values, and `_gte`/`_lte`/`_gt`/`_lt` for numbers and dates. */
  readonly filter?: boolean;
  /** May stand in `sort`. */
  readonly sort?: boolean;
}

export interface ListDefinition {
  /** Plural kebab: the route, the react-admin resource and the unit of `Content-Range`. */
  readonly resource: string;
  /** SQL after FROM, e.g. `auth_user u LEFT JOIN …`. A constant: nothing of a request is put into it. */
  readonly from: string;
  /** Name in JSON → column. Must hold `id`. */
  readonly columns: Readonly<Record<string, ListColumn>>;
  /** Columns that `filter.q` searches, case-insensitive. */
  readonly search?: readonly string[];
  readonly defaultSort: readonly [column: string, direction: 'ASC' | 'DESC'];
  /** Constant SQL condition that always holds. */
  readonly where?: string;
  /**
   * For lists that grow large: the one table that their rows are of, and the columns that it holds. Pages that need no
   * other to filter and sort are found in it alone, and the rest is joined to those few rows. So what `from` joins must
   * neither add nor drop rows of it, and `where` must be about it. The column of `defaultSort` is one of them, never null.
   */
  readonly core?: { readonly from: string; readonly columns: readonly string[] };
  /** Table whose estimated row count stands in for an exact one above 100,000 rows. */
  readonly estimateFrom?: string;
}

/** The raw query of a list request; parsed, checked against the allow-list and refused with 400 `invalid_filter`. */
export interface ListQuery {
  readonly sort?: string;
  readonly range?: string;
  readonly filter?: string;
}

export abstract class Lists {
  /** The page's rows; sets `Content-Range` (and `X-Total-Estimated`) on the response. */
  abstract page(list: ListDefinition, query: ListQuery, response: Response): Promise<Record<string, unknown>[]>;
  /** One row, or 404 `not_found`. */
  abstract one(list: ListDefinition, id: string): Promise<Record<string, unknown>>;
}
