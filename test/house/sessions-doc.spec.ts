/** docs/sessions.md tells every code and every setting as they are. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { reasonWords, signOutReasons, syncReasons } from '@purser/client/session/reasons';
import { sessionVariables } from '../../backend/env-sessions.js';
import { sessionProblems } from '../../plugins/auth/names.js';
import { sessionEndReasons } from '../../plugins/auth/records.js';
import { syncClosings } from '../../plugins/sync/names.js';

const text = readFileSync(path.resolve(import.meta.dirname, '../../docs/sessions.md'), 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('|'));
const rowOf = (first: string) => rows.find((row) => row.startsWith(`| ${first} |`)) ?? '';

describe('docs/sessions.md', () => {
  it.each([...Object.keys(signOutReasons), ...Object.keys(syncReasons)])(
    'has a row for %s, with what the person reads',
    (code) => {
      expect(rowOf(`\`${code}\``)).toContain(`| ${reasonWords(code).title} |`);
    },
  );

  it('has a row for every reason that the server gives', () => {
    for (const code of [...sessionEndReasons, ...Object.values(sessionProblems).map((problem) => problem.code)]) {
      expect(rowOf(`\`${code}\``)).not.toBe('');
    }
  });

  it.each(Object.values(syncClosings))(
    'tells what follows when a socket closes with $code $reason',
    ({ code, reason }) => {
      const row = rows.find((line) =>
        line
          .split('|')[1]
          ?.split(',')
          .some((cell) => cell.trim() === String(code)),
      );
      expect(row).toContain(`\`${reason}\``);
    },
  );

  it.each(Object.entries(sessionVariables))('tells the default and the bound of %s', (name, schema) => {
    const [, , usual, most] = rowOf(`\`${name}\``)
      .split('|')
      .map((cell) => Number(cell));
    expect(schema.parse(undefined)).toBe(usual);
    expect(schema.safeParse(most).success).toBe(true);
    expect(schema.safeParse(Number(most) + 1).success).toBe(false);
  });
});
