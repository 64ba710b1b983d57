import { csvCell } from '@purser/kit/csv';
import { csvLine } from '../../../backend/audit/audit-export.js';
import { canonicalEntry, canonicalJson } from '../../../backend/audit/canonical-entry.js';

describe('the text of an audit entry', () => {
  it('is the same for the same facts, whatever their order', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { z: 1, y: 2 }], c: undefined } })).toBe(
      '{"a":{"d":[2,{"y":2,"z":1}]},"b":1}',
    );
    expect(canonicalJson({ a: { d: [2, { y: 2, z: 1 }] }, b: 1 })).toBe(
      canonicalJson({ b: 1, a: { d: [2, { z: 1, y: 2 }] } }),
    );
  });

  it('names customers and operators by their ids', () => {
    const what = { name: 'x.y', description: '' };
    const customer = { kind: 'customer', userId: 'u1', sessionId: 's1', signedInAt: new Date(0) } as const;
    expect(canonicalEntry({ what, by: customer }, new Date(5))).toBe(
      '{"at":5,"by":{"id":"u1","kind":"customer","sessionId":"s1"},"what":"x.y"}',
    );
  });

  it.each([
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    [' =1', `"' =1"`],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['plain', 'plain'],
    ['', ''],
  ])('makes of %j the harmless cell %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('becomes one line of CSV with every column', () => {
    const entry = canonicalJson({ at: 0, what: 'x.y', by: { kind: 'system' }, reason: 'line\r\nbreak' });
    const line = csvLine({ id: 'id', entry, chain: 0, seq: '1', hash: '' });
    expect(line).toBe('id,1970-01-01T00:00:00.000Z,x.y,system,,,,,,,,"line\r\nbreak",,,\r\n');
  });
});
