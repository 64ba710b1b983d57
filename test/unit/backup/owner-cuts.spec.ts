import { OwnerCuts } from '../../../plugins/backup/backend/export/in-order-of-owners.js';

describe('rows in the order of their workspaces', () => {
  const cut = async (batches: readonly (readonly string[])[]) => {
    const seen: [owner: string, rows: number, text: string][] = [];
    const cuts = new OwnerCuts(
      async (owner) => void seen.push([owner, 0, '']),
      async (text, rows) => {
        const last = seen.at(-1);
        if (!last) throw new Error('Rows came before their owner.');
        last[1] += rows;
        last[2] += text.toString();
      },
    );
    for (const rows of batches) {
      const ends: number[] = [];
      for (const row of rows) ends.push((ends.at(-1) ?? 0) + Buffer.byteLength(row));
      await cuts.feed({ text: Buffer.from(rows.join('')), ends });
    }
    return seen;
  };

  it('are cut where another one begins, wherever the pieces end', async () => {
    const rows = ['a\t1\n', 'a\t2\n', 'ab\t1\n', 'b\t1\n', 'b\t2\n', 'b\t3\n', 'ü\\\\\t1\n'];
    const whole = await cut([rows]);
    expect(whole).toEqual([
      ['a', 2, 'a\t1\na\t2\n'],
      ['ab', 1, 'ab\t1\n'],
      ['b', 3, 'b\t1\nb\t2\nb\t3\n'],
      ['ü\\\\', 1, 'ü\\\\\t1\n'],
    ]);
    for (let at = 1; at < rows.length; at += 1) {
      expect(await cut([rows.slice(0, at), [], rows.slice(at)])).toEqual(whole);
    }
    expect(await cut(rows.map((row) => [row]))).toEqual(whole);
  });
});
