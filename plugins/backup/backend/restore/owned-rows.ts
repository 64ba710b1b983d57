/** Rows as a copy has them, whose first column is the same in all of them, with another value there. */
import { LINE_END, linesIn } from '../export/copy-rows.js';
import { escaped } from '../export/table-sql.js';
import { BackupError } from '../failure.js';

/** In pieces of whole rows. Throws `corrupt_index` at a row that has another value there than `before`. */
export async function* givenTo(text: AsyncIterable<Buffer>, before: string, after: string): AsyncGenerator<Buffer> {
  const [from, to] = [Buffer.from(`${escaped(before)}\t`), Buffer.from(`${escaped(after)}\t`)];
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of text) {
    const held = rest.length > 0 ? Buffer.concat([rest, part]) : part;
    const end = held.lastIndexOf(LINE_END) + 1;
    if (end > 0) yield replaced(held.subarray(0, end), from, to);
    rest = held.subarray(end);
  }
  if (rest.length > 0) throw new BackupError('corrupt_index', 'The last row of a table is cut off.');
}

function replaced(rows: Buffer, from: Buffer, to: Buffer): Buffer {
  const all = Buffer.allocUnsafe(rows.length + linesIn(rows) * (to.length - from.length));
  let filled = 0;
  for (let at = 0; at < rows.length; ) {
    const next = rows.indexOf(LINE_END, at) + 1;
    const begins = at + from.length;
    if (begins > next || rows.compare(from, 0, from.length, at, begins) !== 0) {
      throw new BackupError('corrupt_index', 'A row of another workspace stands among those of this one.');
    }
    filled += to.copy(all, filled);
    filled += rows.copy(all, filled, begins, next);
    at = next;
  }
  return all;
}
