import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const OURS = ['backend', 'console', 'portal', 'theme', 'plugins', 'client', 'migrations', 'launcher', 'test'];
const BUILT = new Set(['node_modules', 'dist', '.purser', 'test-results', '__snapshots__']);

const files = OURS.flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|cjs)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.split('/').some((part) => BUILT.has(part))),
);
const text = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));

const offenders = (breaks: (file: string, source: string) => boolean) =>
  [...text].filter(([file, source]) => breaks(file, source)).map(([file]) => file);
const isTest = (file: string) => file.startsWith('test/');
const isBackend = (file: string) => /^(backend|migrations|plugins\/[^/]+\/backend)\//.test(file);

describe('the structure of the house', () => {
  it('finds its files', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it('keeps every file within 300 lines', () => {
    expect(offenders((_, source) => source.split('\n').length > 301)).toEqual([]);
  });

  it('has no folder for what belongs nowhere', () => {
    expect(
      offenders((file) => file.split('/').some((part) => /^(utils?|helpers?|common|shared|misc|lib)$/.test(part))),
    ).toEqual([]);
  });

  it('has no barrels in the back end', () => {
    expect(offenders((file) => isBackend(file) && file.endsWith('/index.ts'))).toEqual([]);
  });

  it('has no circles between providers', () => {
    expect(
      offenders((file, source) => !isTest(file) && /\bforwardRef\(\s*\(\)/.test(source) && isBackend(file)),
    ).toEqual([]);
  });

  it('reads the environment in one place', () => {
    const mayRead = (file: string) =>
      file === 'backend/env.ts' || /^(launcher|test)\//.test(file) || file.startsWith('plugins/kit/testing/');
    expect(offenders((file, source) => !mayRead(file) && /process\.env\b/.test(withoutComments(source)))).toEqual([]);
  });

  it('leaves nothing for later, and skips no test', () => {
    // Written apart, so that this file does not find itself.
    const later = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')})\\b`);
    const skipped = new RegExp(
      `\\b(?:it|test|describe)\\.${'sk' + 'ip'}\\(|\\bx(?:it|describe)\\(|\\.${'on' + 'ly'}\\(`,
    );
    expect(offenders((_, source) => later.test(source))).toEqual([]);
    expect(offenders((file, source) => isTest(file) && skipped.test(source))).toEqual([]);
  });

  it('asks the clock for the time wherever a rule depends on it', () => {
    const rule = /\bnew Date\(\)|\bDate\.now\(\)/;
    const mayAsk = new Set(['backend/clock/system-clock.ts']);
    const ofPlugins = (file: string) => /^plugins\/(auth|workspace|provisioning|backup|reset)\/backend\//.test(file);
    expect(
      offenders((file, source) => ofPlugins(file) && !mayAsk.has(file) && rule.test(withoutComments(source))),
    ).toEqual([]);
  });

  it('gives every plugin the same shape', () => {
    const names = readdirSync(path.join(root, 'plugins')).filter((name) => name !== 'kit');
    for (const name of names) expect(files).toContain(`plugins/${name}/backend/${name}.plugin.ts`);
  });
});

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
