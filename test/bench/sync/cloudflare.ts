/** Runs LiveStore's Cloudflare backend on this machine: workerd from npm, its Durable Object on its own SQLite. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { Miniflare } from 'miniflare';
import { build } from 'vite';
import { descendants } from '../bed/process-figures.js';
import type { Subject } from './measure.js';

export async function startCloudflare(): Promise<Subject & { stop(): Promise<void> }> {
  const home = await mkdtemp(path.join(tmpdir(), 'purser-workerd-'));
  await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { conditions: ['workerd', 'worker', 'module', 'import', 'default'] },
    ssr: { noExternal: true, target: 'webworker' },
    build: {
      ssr: path.join(import.meta.dirname, 'cloudflare-worker.ts'),
      outDir: home,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        external: [/^cloudflare:/, /^node:/],
        output: { format: 'es', entryFileNames: 'worker.mjs', codeSplitting: false },
      },
    },
  });
  const miniflare = new Miniflare({
    modules: [
      { type: 'ESModule', path: 'worker.mjs', contents: await readFile(path.join(home, 'worker.mjs'), 'utf8') },
    ],
    modulesRoot: '/',
    compatibilityDate: '2025-05-08',
    compatibilityFlags: ['nodejs_compat', 'enable_request_signal'],
    durableObjects: { SYNC_BACKEND_DO: { className: 'SyncBackendDO', useSQLite: true } },
    durableObjectsPersist: path.join(home, 'durable-objects'),
    log: undefined,
    handleRuntimeStdio: (out: Readable, error: Readable) => {
      out.resume();
      error.resume();
    },
  });
  const url = await miniflare.ready;
  const pids = descendants(process.pid, /workerd/);
  return {
    name: 'LiveStore on Cloudflare’s workerd',
    connectTo: async (store) => ({
      url: `ws://${url.host}/sync`,
      storeId: `bench-${store}`,
      payload: {},
    }),
    serverPids: () => pids,
    databasePids: () => [],
    async stop() {
      await miniflare.dispose();
      await rm(home, { recursive: true, force: true });
    },
  };
}
