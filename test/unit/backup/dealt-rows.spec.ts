import { HEADER } from '../../../plugins/backup/backend/export/copy-out.js';
import { type Dealt, DealtRows } from '../../../plugins/backup/backend/export/dealt-rows.js';
import { Pieces } from '../../../plugins/backup/backend/export/pieces.js';

describe('rows that are dealt out', () => {
  const dealt = async (batches: readonly (readonly string[])[]) => {
    const seen = new Map<string, { rows: number; text: string }>();
    const ended: string[] = [];
    const dealer = new DealtRows(new Pieces(), async ({ owner, rows, bytes, parts, last }: Dealt) => {
      const text = Buffer.concat(parts).toString();
      expect(Buffer.byteLength(text)).toBe(bytes);
      expect(ended).not.toContain(owner);
      if (last) ended.push(owner);
      const before = seen.get(owner) ?? { rows: 0, text: '' };
      seen.set(owner, { rows: before.rows + rows, text: before.text + text });
    });
    for (const rows of batches) {
      // As they lie in their messages, behind something that was read already.
      const from = 3;
      const ends: number[] = [];
      const parts = [Buffer.alloc(from)];
      for (const row of rows) {
        parts.push(Buffer.alloc(HEADER), Buffer.from(row));
        ends.push((ends.at(-1) ?? from) + HEADER + Buffer.byteLength(row));
      }
      dealer.deal({ bytes: Buffer.concat(parts), ends: Uint32Array.from(ends), from });
      if (dealer.isFull) await dealer.relieve();
      expect(dealer.isFull).toBe(false);
    }
    await dealer.end();
    expect(ended.sort()).toEqual([...seen.keys()].sort());
    return Object.fromEntries(seen);
  };

  it('go to whom they belong, whatever stands in them', async () => {
    const rows = [
      'ab\t1\tx\n',
      'a\tb\t2\n',
      'abc\t\n',
      'ab\t3\n',
      '\t4\n',
      'ü\\\\\t5\n',
      'a\t6\n',
      'xyz-12345678\t7\n',
      'uvw-12345678\t8\n',
    ];
    const expected = {
      ab: { rows: 2, text: 'ab\t1\tx\nab\t3\n' },
      a: { rows: 2, text: 'a\tb\t2\na\t6\n' },
      abc: { rows: 1, text: 'abc\t\n' },
      '': { rows: 1, text: '\t4\n' },
      'ü\\\\': { rows: 1, text: 'ü\\\\\t5\n' },
      'xyz-12345678': { rows: 1, text: 'xyz-12345678\t7\n' },
      'uvw-12345678': { rows: 1, text: 'uvw-12345678\t8\n' },
    };
    expect(await dealt([rows])).toEqual(expected);
    expect(await dealt(rows.map((row) => [row]))).toEqual(expected);
  });

  it('are handed on before they are too many, and none is lost', async () => {
    const row = (owner: number, n: number) => `owner-${owner}\t${n}\t${'x'.repeat(n % 7 === 0 ? 300_000 : 900)}\n`;
    const batches = Array.from({ length: 40 }, (_, batch) =>
      Array.from({ length: 50 }, (_, n) => row((batch + n) % 9, batch * 50 + n)),
    );
    const seen = await dealt(batches);
    for (let owner = 0; owner < 9; owner += 1) {
      const own = batches.flat().filter((text) => text.startsWith(`owner-${owner}\t`));
      expect(seen[`owner-${owner}`]).toEqual({ rows: own.length, text: own.join('') });
    }
  });
});
