/** Rows as `COPY … TO STDOUT` writes them: one a line, whatever they hold, for a line's end in a value is escaped. */
import type pg from 'pg';
import copyStreams from 'pg-copy-streams';

export const LINE_END = 10;
export const TAB = 9;

/** A copy ended with fewer or more rows than its tag says. */
export class RowsMissing extends Error {
  constructor(what: string, counted: number, told: number) {
    super(`${counted} rows of ${what} came, and the database tells of ${told}.`);
  }
}

export function linesIn(text: Buffer): number {
  let lines = 0;
  for (let at = text.indexOf(LINE_END); at >= 0; at = text.indexOf(LINE_END, at + 1)) lines += 1;
  return lines;
}

/** Rows by the value in front of them, which is taken off. They come sorted by it. */
export class RowsByOwner {
  readonly owners = new Map<string, { rows: number; parts: Buffer[] }>();

  take({ text, ends }: { readonly text: Buffer; readonly ends: readonly number[] }): void {
    const all = Buffer.from(text);
    let from = 0;
    for (const end of ends) {
      const tab = all.indexOf(TAB, from);
      const owner = all.toString('latin1', from, tab);
      let known = this.owners.get(owner);
      if (!known) {
        known = { rows: 0, parts: [] };
        this.owners.set(owner, known);
      }
      known.rows += 1;
      known.parts.push(all.subarray(tab + 1, end));
      from = end;
    }
  }
}

export function copyIn(client: pg.ClientBase, target: string) {
  return client.query(copyStreams.from(`COPY ${target} FROM STDIN`));
}
