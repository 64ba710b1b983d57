/** The import rules of `.dependency-cruiser.cjs`, each fed with a house that breaks it: a rule nothing can break is none. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = path.resolve(__dirname, '../..');

interface Rule {
  readonly name: string;
}

const { forbidden } = require('../../.dependency-cruiser.cjs') as { forbidden: readonly Rule[] };

/** File → what it imports; a `!` before an import makes it one of types. */
type House = Readonly<Record<string, readonly string[]>>;

const needs = ['reset', 'workspace', 'sync', 'provisioning', 'backup', 'tasks'];

const broken: House = {
  'backend/app.ts': [
    '../console/main.js',
    '../plugins/auth/backend/session.service.js',
    '../migrations/1764000000100-auth-create.js',
  ],
  'backend/client.ts': ['../client/session.js', '../launcher/start.js', 'dev-only', 'undeclared', './nowhere.js'],
  'backend/ring-a.ts': ['./ring-b.js', './list/index.js', './utils/text.js'],
  'backend/ring-b.ts': ['./ring-a.js'],
  'backend/list/index.ts': [],
  'backend/utils/text.ts': [],
  'backend/env.ts': [],
  'console/main.ts': ['../portal/main.js', '../plugins/auth/backend/session.service.js', '../client/sync/store.js'],
  'portal/main.ts': ['../backend/env.js'],
  'theme/theme.ts': [],
  'launcher/start.ts': ['../backend/ring-a.js'],
  'client/session.ts': ['../plugins/kit/names.js', '../plugins/auth/records.js'],
  'client/sync/store.ts': [],
  'migrations/1764000000100-auth-create.ts': ['../plugins/auth/names.js'],
  'plugins/kit/names.ts': ['./problems.js', '../auth/names.js'],
  'plugins/kit/problems.ts': [],
  'plugins/kit/testing/house.ts': ['../../auth/names.js'],
  'plugins/auth/names.ts': ['rxjs'],
  'plugins/auth/records.ts': [],
  'plugins/auth/backend/auth.options.ts': ['../../workspace/names.js', '../../../backend/env.js'],
  'plugins/auth/backend/session.service.ts': [
    '../console/index.js',
    '../../../migrations/1764000000200-workspace-create.js',
  ],
  'plugins/auth/console/index.ts': ['../portal/index.js'],
  'plugins/auth/portal/index.ts': [],
  'migrations/1764000000200-workspace-create.ts': [],
  ...Object.fromEntries(
    needs.flatMap((plugin) => [
      [`plugins/${plugin}/names.ts`, []],
      [`plugins/${plugin}/backend/x.service.ts`, ['../../auth/backend/auth.options.js', '../../stranger/names.js']],
      [`plugins/${plugin}/console/index.ts`, ['../../auth/names.js']],
    ]),
  ),
  'plugins/stranger/names.ts': [],
};

const sound: House = {
  'backend/plugins.ts': ['../plugins/auth/backend/auth.plugin.js', './env.js', 'rxjs'],
  'backend/data-source.ts': ['../migrations/1764000000010-house-audit.js'],
  'backend/env.ts': [],
  'console/plugins.ts': ['../plugins/auth/console/index.js', '../theme/theme.js', '../client/session.js'],
  'theme/theme.ts': [],
  'launcher/start.ts': ['../backend/env.js'],
  'client/session.ts': ['!../plugins/auth/records.js'],
  'migrations/1764000000010-house-audit.ts': [],
  'migrations/1764000000100-auth-create.ts': [],
  'plugins/kit/names.ts': [],
  'plugins/kit/testing/house.ts': ['../../../backend/data-source.js'],
  'plugins/auth/names.ts': ['../kit/names.js'],
  'plugins/auth/records.ts': ['./names.js', 'zod'],
  'plugins/auth/backend/auth.plugin.ts': ['./events.js', '../../../migrations/1764000000100-auth-create.js'],
  'plugins/auth/backend/events.ts': ['../records.js'],
  'plugins/auth/console/index.ts': ['../names.js'],
  'plugins/workspace/backend/workspace.plugin.ts': [
    '../../auth/backend/auth.plugin.js',
    '../../auth/backend/events.js',
  ],
  'plugins/workspace/portal/index.ts': ['../../auth/records.js'],
};

const packages = { dependencies: { rxjs: '1.0.0', zod: '1.0.0' }, devDependencies: { 'dev-only': '1.0.0' } };

async function violationsOf(house: House): Promise<string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'purser-imports-'));
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  try {
    write('package.json', JSON.stringify({ name: 'house', type: 'module', ...packages }));
    write('tsconfig.json', JSON.stringify({ compilerOptions: { module: 'nodenext' } }));
    for (const name of ['rxjs', 'zod', 'dev-only', 'undeclared']) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'main.js' }));
      write(`node_modules/${name}/main.js`, 'exports.it = 1;');
    }
    symlinkSync(path.join(root, 'node_modules/typescript'), path.join(folder, 'node_modules/typescript'));
    for (const [file, imports] of Object.entries(house)) {
      const lines = imports.map((target, index) =>
        target.startsWith('!')
          ? `import type { it as it${index} } from '${target.slice(1)}';\nexport type T${index} = typeof it${index};`
          : `import { it as it${index} } from '${target}';\nconsole.log(it${index});`,
      );
      write(file, `${lines.join('\n')}\nexport const it = 1;\n`);
    }
    const tops = [...new Set(Object.keys(house).map((file) => file.split('/')[0] ?? ''))];
    const { stdout } = await run(
      process.execPath,
      [
        path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        path.join(root, '.dependency-cruiser.cjs'),
        '--output-type',
        'json',
        ...tops,
      ],
      { cwd: folder, maxBuffer: 64 * 1024 * 1024 },
    );
    const { summary } = JSON.parse(stdout) as { summary: { violations: { rule: { name: string } }[] } };
    return summary.violations.map(({ rule }) => rule.name);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('the import rules', () => {
  it('let a sound house pass', async () => {
    expect(await violationsOf(sound)).toEqual([]);
  });

  it('fire, every one of them, on a house that breaks them', async () => {
    const fired = new Set(await violationsOf(broken));
    const silent = forbidden.map(({ name }) => name).filter((name) => !fired.has(name));
    expect(silent).toEqual([]);
  });
});
