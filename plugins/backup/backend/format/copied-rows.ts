/** Rows of a section as values, in pieces: memory is that of one row. */
import type { Section } from './archive-reader.js';

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** In the order of the section's columns; null as the database has it. */
export async function* copiedRows({ text }: Pick<Section, 'text'>): AsyncGenerator<(string | null)[]> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const part of text) {
    rest = rest.length > 0 ? Buffer.concat([rest, part]) : part;
    let from = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, from)) {
      yield valuesIn(rest.toString('utf8', from, end));
      from = end + 1;
    }
    rest = rest.subarray(from);
  }
}

/** Line ends and tabs within a value are escaped, so the line can be cut at tabs. */
function valuesIn(line: string): (string | null)[] {
  return line
    .split('\t')
    .map((copied) =>
      copied === '\\N' ? null : copied.replace(/\\(.)/g, (_, letter: string) => ESCAPED[letter] ?? letter),
    );
}
