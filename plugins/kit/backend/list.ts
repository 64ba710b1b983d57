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
  /**
   * Of mail addresses in a large table: SQL of the address as it is compared, indexed with `text_pattern_ops`. A searched
   * word with something before an @ is looked for at its beginning, as the end of an address is everybody's.
   */
  readonly addressKey?: string;
}

/** A table that the rows of a list point to, each to one of its rows. For lists with a `core` that grow large. */
export interface ListNeighbour {
  /** As it stands in `from`, e.g. `auth_user u`. */
  readonly table: string;
  /** Its uuid, e.g. `u.id`. */
  readonly id: string;
  /** What holds that uuid in `core`, e.g. `m.user_id`. Needs an index. */
  readonly by: string;
  /** Columns of the list that are this table's, searched by `filter.q` beside `search`. Each needs a trigram index. */
  readonly search?: readonly string[];
  /** Columns that are this table's and never null: each sorts out of an index of it and the uuid. */
  readonly sort?: readonly string[];
}

export interface ListDefinition {
  /** Plural kebab: the route, the react-admin resource and the unit of `Content-Range`. */
  readonly resource: string;
  /** SQL after FROM, e.g. `auth_user u LEFT JOIN …`. A constant: nothing of a request is put into it. */
  readonly from: string;
  /** Name in JSON → column. Must hold `id`. */
  readonly columns: Readonly<Record<string, ListColumn>>;
  /** Columns that `filter.q` searches, case-insensitive; of a list with a `core` only such as are its. */
  readonly search?: readonly string[];
  /**
   * Instead of columns: SQL of one text of the `core` that holds all that is searched, each on a line of its own, with a
   * trigram index. For words that stand in few rows of a large list, but in many of a neighbour.
   */
  readonly searchText?: string;
  readonly defaultSort: readonly [column: string, direction: 'ASC' | 'DESC'];
  /** Constant SQL condition that always holds. */
  readonly where?: string;
  /**
   * For lists that grow large: the one table that their rows are of, and the columns that it holds. Pages that need no
   * other to filter and sort are found in it alone, and the rest is joined to those few rows. So what `from` joins must
   * neither add nor drop rows of it, and `where` must be about it. The column of `defaultSort` is one of them, never null.
   */
  readonly core?: { readonly from: string; readonly columns: readonly string[] };
  /** Instead of joining them to a million rows, searches and orders begin in these. */
  readonly neighbours?: readonly ListNeighbour[];
  /**
   * Table whose estimated row count stands in for an exact one above 100,000 rows, and which, as long as it has twice as
   * many, lets counts of filters be up to a minute old. Searches over more than 10,000 rows count exactly up to 1,000.
   */
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
