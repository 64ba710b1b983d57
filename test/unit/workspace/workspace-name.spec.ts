import { nameKey } from '../../../plugins/workspace/backend/workspace/workspace-name.js';
import { mayInWorkspace, roles, workspaceName } from '../../../plugins/workspace/records.js';

describe('a workspace name', () => {
  it.each([
    ['  Acme  ', 'Acme'],
    ['\u00a0Acme\ufeff', 'Acme'],
    ['Cafe\u0301', 'Caf\u00e9'],
    ['👩‍🚀 crew', '👩‍🚀 crew'],
    ["Robert'); DROP TABLE workspace;--", "Robert'); DROP TABLE workspace;--"],
    ['😀'.repeat(80), '😀'.repeat(80)],
  ])('%j is kept as %j', (given, kept) => {
    expect(workspaceName.parse(given)).toBe(kept);
  });

  it.each([
    '',
    '   ',
    '\u200b\u200d',
    'a\u0000b',
    'a\nb',
    'a\ud800b',
    'abc\u202etxt',
    'a'.repeat(81),
    '😀'.repeat(81),
    7,
    null,
  ])('%j is refused', (given) => {
    expect(workspaceName.safeParse(given).success).toBe(false);
  });

  it('is compared without regard to case, width, spacing and invisible joiners', () => {
    const spellings = ['Straße', 'STRASSE', 'straße', 'Ｓtraße', ' stra\u200dße '];
    expect(new Set(spellings.map(nameKey)).size).toBe(1);
    expect(nameKey('Two  words')).toBe(nameKey('two words'));
    expect(nameKey('Ärger')).toBe(nameKey('A\u0308RGER'));
    expect(nameKey('Acme')).not.toBe(nameKey('Acme 2'));
  });
});

describe('the role table', () => {
  it('gives every role at least what the next lower one has', () => {
    const table = roles.map((role) =>
      (['see', 'write', 'rename'] as const).map((action) => mayInWorkspace(role, action)),
    );
    expect(table).toEqual([
      [true, true, true],
      [true, true, true],
      [true, true, false],
      [true, false, false],
    ]);
  });
});
