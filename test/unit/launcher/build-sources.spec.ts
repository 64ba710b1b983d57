import { changesBetween, isCommonSource, type Part, parts, sourcesOf } from '../../../launcher/build/sources.js';

describe('what each part is built from', () => {
  const sources = new Map<Part, string[]>(parts.map((part) => [part, sourcesOf(part)]));
  const of = (part: Part) => sources.get(part) ?? [];

  it('finds the heart of every part', () => {
    expect(of('server')).toEqual(expect.arrayContaining(['backend/main.ts', 'plugins/auth/names.ts']));
    expect(of('server').some((file) => file.startsWith('migrations/'))).toBe(true);
    expect(of('kit')).toContain('plugins/kit/backend/plugin.ts');
    expect(of('client')).toContain('client/session/session-manager.ts');
    expect(of('console')).toEqual(expect.arrayContaining(['console/main.tsx', 'plugins/kit/manifest.ts']));
    expect(of('portal')).toEqual(expect.arrayContaining(['portal/main.tsx', 'plugins/auth/portal/index.tsx']));
  });

  it.each<[Part, RegExp]>([
    ['server', /^plugins\/[^/]+\/(console|portal)\/|^plugins\/kit\/|^(console|portal|client)\//],
    ['console', /^plugins\/[^/]+\/(backend|portal)\/|^(backend|portal|migrations)\//],
    ['portal', /^plugins\/[^/]+\/(backend|console)\/|^(backend|console|migrations)\//],
    ['kit', /^(?!plugins\/kit\/)/],
    ['client', /^(?!client\/)/],
  ])('does not build %s again for what is no part of it', (part, foreign) => {
    expect(of(part).filter((file) => foreign.test(file))).toEqual([]);
  });

  it('never takes what was built or installed for a source', () => {
    expect([...sources.values()].flat().filter((file) => /(^|\/)(dist|node_modules)\//.test(file))).toEqual([]);
  });

  it('sees what changed, came and went', () => {
    const before = { 'a.ts': '1', 'b.ts': '1', 'c.ts': '1' };
    const after = { 'a.ts': '1', 'b.ts': '2', 'd.ts': '1' };
    expect(changesBetween(before, after).sort()).toEqual(['b.ts', 'c.ts', 'd.ts']);
    expect(changesBetween(before, before)).toEqual([]);
  });

  it('builds everything again when the way of building changed', () => {
    expect(isCommonSource('.swcrc')).toBe(true);
    expect(isCommonSource('launcher/build/compile.ts')).toBe(true);
    expect(isCommonSource('launcher/start.ts')).toBe(false);
  });
});
