/** How the two roofs that run in a browser are built and served; a `vite.config.ts` of their own adds to it. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { LaunchRefusal } from '../refusal.js';
import { recordBuilt, root, stampsNow } from './sources.js';

export type Roof = 'console' | 'portal';

export const roofBase: Record<Roof, string> = { console: '/console/', portal: '/' };

export function roofConfig(roof: Roof): InlineConfig {
  const own = path.join(root, roof, 'vite.config.ts');
  return {
    root: path.join(root, roof),
    base: roofBase[roof],
    configFile: existsSync(own) ? own : false,
    publicDir: path.join(root, 'theme/public'),
    cacheDir: path.join(root, 'node_modules/.cache/vite', roof),
    clearScreen: false,
    logLevel: 'warn',
    plugins: [react()],
    resolve: {
      alias: [
        { find: /^@purser\/kit\/(.+)$/, replacement: `${root}/plugins/kit/$1` },
        { find: /^@purser\/client\/(.+)$/, replacement: `${root}/client/$1` },
      ],
    },
    worker: { format: 'es' },
    build: {
      outDir: path.join(root, 'dist', roof),
      emptyOutDir: true,
      target: 'es2022',
      // The content security policy allows no data: scripts or styles.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 4_000,
      reportCompressedSize: false,
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  };
}

export async function buildRoof(roof: Roof): Promise<void> {
  const stamps = stampsNow(roof);
  if (!existsSync(path.join(root, roof, 'index.html'))) return;
  try {
    // Vite believes the environment before its own mode; a start for development must not serve React's slow half.
    process.env.NODE_ENV = 'production';
    await build(roofConfig(roof));
  } catch (cause) {
    throw new LaunchRefusal(`The ${roof} does not build: ${stripVTControlCharacters((cause as Error).message)}`, {
      cause,
    });
  }
  recordBuilt(roof, stamps);
}
