/** The threads in which restore drills replay logs: each plugin's `replay/worker.ts` with all of LiveStore in one file. */
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build } from 'vite';
import { LaunchRefusal } from '../refusal.js';
import { recordBuilt, root, stampsNow } from './sources.js';

const conditions = ['node', 'import'];
/** Of LiveStore's tools for developers, which nobody opens there. */
const notNeeded = /^(vite|bufferutil|utf-8-validate|@livestore\/devtools-.*)$/;

export async function buildReplays(): Promise<void> {
  const stamps = stampsNow('replays');
  const plugins = readdirSync(path.join(root, 'plugins')).filter((name) =>
    existsSync(path.join(root, 'plugins', name, 'replay/worker.ts')),
  );
  for (const plugin of plugins) {
    await bundle(plugin).catch((cause: unknown) => {
      throw new LaunchRefusal(`The replay of ${plugin} does not build: ${(cause as Error).message}`, { cause });
    });
  }
  recordBuilt('replays', stamps);
}

async function bundle(plugin: string): Promise<void> {
  const outDir = path.join(root, 'dist/plugins', plugin, 'replay');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { conditions, alias: [{ find: /^@purser\/kit\/(.+)$/, replacement: `${root}/plugins/kit/$1` }] },
    ssr: { noExternal: true, resolve: { conditions } },
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      emptyOutDir: true,
      rolldownOptions: {
        input: { worker: path.join(root, 'plugins', plugin, 'replay/worker.ts') },
        external: notNeeded,
        output: { entryFileNames: '[name].mjs' },
        checks: { pluginTimings: false },
      },
    },
  });
  // SQLite looks for it beside itself.
  const sqlite = createRequire(createRequire(import.meta.url).resolve('@livestore/sqlite-wasm')).resolve(
    '@livestore/wa-sqlite/dist/wa-sqlite.node.wasm',
  );
  mkdirSync(outDir, { recursive: true });
  copyFileSync(sqlite, path.join(outDir, path.basename(sqlite)));
}
