/** Builds the stock LiveStore app against a server and serves it on an origin of its own, as a stranger's app would be. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';

const fixture = path.resolve(import.meta.dirname, '../../fixtures/stock-app');
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

export interface StockApp {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startStockApp(syncUrl: string): Promise<StockApp> {
  const folder = mkdtempSync(path.join(tmpdir(), 'purser-stock-app-'));
  await build({
    configFile: false,
    root: fixture,
    logLevel: 'error',
    define: { SYNC_URL: JSON.stringify(syncUrl) },
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022', minify: false },
  });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(folder, path.normalize(pathname === '/' ? '/index.html' : pathname));
    try {
      const body = readFileSync(file);
      response.setHeader('Content-Type', types[path.extname(file)] ?? 'application/octet-stream').end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
