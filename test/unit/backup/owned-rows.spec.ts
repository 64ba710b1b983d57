import { givenTo } from '../../../plugins/backup/backend/restore/owned-rows.js';

describe('rows that become those of another', () => {
  const given = async (parts: readonly (string | Buffer)[]) => {
    async function* text() {
      for (const part of parts) yield Buffer.from(part as string);
    }
    const rows: Buffer[] = [];
    for await (const part of givenTo(text(), 'st-a', 'st-longer')) rows.push(part);
    return Buffer.concat(rows).toString();
  };

  it('keep every other byte, wherever the pieces end', async () => {
    const rows = 'st-a\t1\tst-a\nst-a\t2\t\\\\N\\tü\nst-a\t3\t\n';
    const wanted = 'st-longer\t1\tst-a\nst-longer\t2\t\\\\N\\tü\nst-longer\t3\t\n';
    const bytes = Buffer.from(rows);
    for (let at = 0; at <= bytes.length; at += 1) {
      expect(await given([bytes.subarray(0, at), bytes.subarray(at)])).toBe(wanted);
    }
  });

  it.each(['st-b\t1\n', 'st-ab\t1\n', 'st\n', '\n'])('are refused when one is of somebody else: %j', async (row) => {
    await expect(given(['st-a\t1\n', row])).rejects.toMatchObject({ code: 'corrupt_index' });
  });

  it('are refused when the last one is cut off', async () => {
    await expect(given(['st-a\t1\nst-a\t2'])).rejects.toMatchObject({ code: 'corrupt_index' });
  });
});
