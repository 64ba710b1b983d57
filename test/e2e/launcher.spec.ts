/** One command starts everything, stops everything, and goes on after anything was killed. */

import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { freePort } from '../../launcher/ports.js';
import { isAlive, runsWith } from '../../launcher/processes.js';
import { type Login, Product } from './support/product.js';
import { report } from './support/test.js';

test.describe.configure({ mode: 'serial', timeout: 300_000 });

let product: Product;
let customer: Login;
const again = () => Product.start({ dataDir: product.dataDir, port: product.port, mailUiPort: product.mailUiPort });

async function signIn(): Promise<number> {
  const answer = await fetch(`${product.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-purser-client': 'native' },
    body: JSON.stringify(customer),
  });
  return answer.status;
}

test.beforeAll(async () => {
  product = await Product.start();
  customer = product.customer;
});

test.afterAll(() => product?.stop());

test('the first start shows accounts that work, and where everything is', async () => {
  expect(product.output).toContain(`Portal     ${product.url}`);
  expect(product.output).toContain(`Console    ${product.url}/console`);
  expect(product.operator.email).toContain('@');
  expect(await signIn()).toBe(200);
  for (const path of ['/', '/console', '/health', '/api/manifest', '/api/docs']) {
    expect((await fetch(product.url + path)).status, path).toBe(200);
  }
});

test('a second launcher over the same data is refused in one sentence', async () => {
  await expect(Product.start({ dataDir: product.dataDir })).rejects.toThrow(/already runs over .* PURSER_DATA_DIR/);
  expect(await signIn()).toBe(200);
});

test('a taken port is one sentence that names its variable', async () => {
  const taken = createServer();
  const port = await freePort();
  await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve));
  await expect(Product.start({ port })).rejects.toThrow(
    `Port ${port} is taken by another program: stop it, or set PORT`,
  );
  await expect(Product.start({ mailUiPort: port })).rejects.toThrow(/set PURSER_MAIL_UI_PORT to a free port/);
  await new Promise((resolve) => taken.close(resolve));
});

test('the server comes back after SIGKILL', async () => {
  await product.killServer();
  expect(product.output).toContain('The server ended (SIGKILL). Starting it again');
  expect(await signIn()).toBe(200);
});

test('Ctrl-C stops everything, and the next start is green with the data; both times are printed', async () => {
  const server = product.serverPid;
  report('Ctrl-C to everything stopped, ms', String(Math.round(await product.stop({ keepData: true }))));
  expect(isAlive(server)).toBe(false);
  const started = performance.now();
  product = await again();
  report('second start to green, ms', String(Math.round(performance.now() - started)));
  expect(product.output).not.toContain('shown this once');
  expect(await signIn()).toBe(200);
});

test('the server ends with a launcher that was killed, and the next start has the data', async () => {
  const server = product.serverPid;
  await product.killLauncher();
  for (let waited = 0; waited < 10_000 && runsWith(server, 'main.js'); waited += 100) await sleep(100);
  expect(runsWith(server, 'main.js')).toBe(false);
  product = await again();
  expect(await signIn()).toBe(200);
});
