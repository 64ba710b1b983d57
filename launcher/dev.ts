/**
 * `pnpm dev`: pages are hot-reloaded by vite, the server is compiled file by file and started again. The portal's vite
 * stands on PORT and passes everything that is not a page of the portal on.
 */
import path from 'node:path';
import { createServer, type ViteDevServer } from 'vite';
import { compile } from './build/compile.js';
import { roofConfig } from './build/roofs.js';
import { watchSources } from './build/watch.js';
import { writeLock } from './lock.js';
import { keepLog } from './log-lines.js';
import { panel } from './panel.js';
import { freePort } from './ports.js';
import { prepareDatabase } from './prepare-database.js';
import { refuse } from './refusal.js';
import { Server } from './server.js';
import { Stopping } from './stopping.js';
import { openSurroundings, readSurroundings } from './surroundings.js';

const INFO = 30;

async function dev(stopping: Stopping): Promise<void> {
  const started = performance.now();
  const env = readSurroundings();
  const home = env.PURSER_DATA_DIR;
  const surroundings = await openSurroundings(env, stopping);
  await Promise.all([compile('kit'), compile('client'), compile('server')]);
  const credentials = await prepareDatabase(surroundings);

  const [serverPort, consolePort] = [await freePort(), await freePort()];
  const { databaseUrl, smtpUrl } = surroundings;
  const url = `http://127.0.0.1:${serverPort}`;
  const server = new Server({
    url,
    variables: { ...surroundings.variables, PORT: String(serverPort), PUBLIC_URL: env.PUBLIC_URL, TRUST_PROXY: '1' },
    log: keepLog(path.join(home, 'server.log'), INFO),
    onProcess: (pid) =>
      writeLock(home, { launcher: process.pid, server: pid, url: env.PUBLIC_URL, databaseUrl, smtpUrl }),
  });
  stopping.defer(() => server.stop());
  await Promise.all([server.start(), surroundings.inbox?.opened]);
  await servePages(stopping, env.PORT, env.HOST, consolePort, url);

  const watching = watchSources(async () => {
    const began = performance.now();
    const written = (await Promise.all([compile('kit'), compile('client'), compile('server')])).reduce((a, b) => a + b);
    if (written === 0) return;
    await server.restart();
    console.log(`  Server restarted in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  });
  stopping.defer(() => watching.close());

  console.log(
    panel({
      title: 'Purser, watching',
      seconds: (performance.now() - started) / 1000,
      portal: env.PUBLIC_URL,
      console: `${env.PUBLIC_URL}/console`,
      inbox: surroundings.inbox?.url,
      server: env.PUBLIC_URL,
      database: env.DATABASE_URL ? 'as given in DATABASE_URL' : 'embedded PostgreSQL',
      dataDir: path.relative(process.cwd(), home) || home,
      credentials,
    }),
  );
}

async function servePages(
  stopping: Stopping,
  port: number,
  host: string,
  consolePort: number,
  server: string,
): Promise<void> {
  const behind = { target: server, changeOrigin: false, xfwd: true };
  const pages: ViteDevServer[] = [
    await createServer({
      ...roofConfig('console'),
      server: { port: consolePort, strictPort: true, host, hmr: { clientPort: consolePort } },
    }),
    await createServer({
      ...roofConfig('portal'),
      server: {
        port,
        strictPort: true,
        host,
        proxy: {
          '^/(api|health|metrics|\\.well-known)(/|\\?|$)': behind,
          '^/sync(/|\\?|$)': { ...behind, ws: true },
          '^/console(/|\\?|$)': {
            target: `http://127.0.0.1:${consolePort}`,
            changeOrigin: true,
            rewrite: (url) => url.replace(/^\/console(?=\?|$)/, '/console/'),
          },
        },
      },
    }),
  ];
  for (const page of pages) {
    stopping.defer(() => page.close());
    await page.listen();
  }
}

const stopping = new Stopping().onceAsked();
dev(stopping).catch(async (error) => {
  await stopping.closeAll();
  refuse(error);
});
