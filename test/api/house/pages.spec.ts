import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';

const SCRIPT = `console.log(${JSON.stringify('x'.repeat(5_000))});`;

describe('pages', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'purser-pages-'));
  let house: TestHouse;
  let apart: TestHouse;
  let worker: TestHouse;

  beforeAll(async () => {
    for (const roof of ['portal', 'console']) {
      mkdirSync(path.join(folder, roof, 'assets'), { recursive: true });
      writeFileSync(path.join(folder, roof, 'index.html'), `<title>${roof}</title>`);
      writeFileSync(path.join(folder, roof, 'assets/main-Ab3dE_9x.js'), SCRIPT);
      writeFileSync(path.join(folder, roof, 'favicon.svg'), '<svg/>');
    }
    writeFileSync(path.join(folder, 'secret.txt'), 'not yours');
    house = await createTestHouse({ plugins: [], config: { pagesDir: folder } });
    apart = await createTestHouse({
      plugins: [],
      beside: house,
      config: { pagesDir: folder, consoleUrl: 'https://console.example.org' },
    });
    worker = await createTestHouse({ plugins: [], beside: house, role: 'worker', config: { pagesDir: folder } });
  });
  afterAll(async () => {
    await worker.close();
    await apart.close();
    await house.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['/', 'portal'],
    ['/w/0193a0e2/tasks', 'portal'],
    ['/console', 'console'],
    ['/console/users/7/show', 'console'],
    ['/consoles', 'portal'],
  ])('%s is a page of the %s', async (url, roof) => {
    const { text, headers } = await house.request().get(url).expect(200);
    expect(text).toBe(`<title>${roof}</title>`);
    expect(headers['cache-control']).toBe('no-cache');
  });

  it('sends hashed files compressed, to be kept for ever', async () => {
    const { text, headers } = await house
      .request()
      .get('/console/assets/main-Ab3dE_9x.js')
      .set('accept-encoding', 'gzip, br')
      .buffer(true);
    expect(headers).toMatchObject({
      'content-encoding': 'br',
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    expect(text).toBe(SCRIPT);
    expect(Number(headers['content-length'])).toBeLessThan(200);
  });

  it('sends nothing twice to one who has it', async () => {
    const { headers } = await house.request().get('/favicon.svg').expect(200);
    await house.request().get('/favicon.svg').set('if-none-match', String(headers.etag)).expect(304);
  });

  it.each([
    '/assets/gone-Ab3dE_9x.js',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/console/..%2f..%2fsecret.txt',
  ])('there is nothing at %s', async (hostile) => {
    const { status, body } = await raw(house, hostile);
    expect([status, body]).toEqual([404, expect.stringContaining('not_found')]);
  });

  it('pages let nobody frame them and load nothing from elsewhere; WebAssembly runs in the portal only', async () => {
    const policy = async (url: string) => String((await house.request().get(url)).headers['content-security-policy']);
    const [portal, console] = [await policy('/'), await policy('/console')];
    for (const each of [portal, console]) {
      expect(each).toContain("default-src 'none'");
      expect(each).toContain("frame-ancestors 'none'");
      expect(each).not.toContain('https:');
      expect(each).not.toContain("'unsafe-eval'");
    }
    expect(portal).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(portal).toContain("worker-src 'self' blob:");
    expect(portal).toContain(`connect-src 'self' ${house.url.replace('http', 'ws')}`);
    expect(console).toContain("script-src 'self';");
  });

  describe('with an origin of its own for the console', () => {
    const at = (host: string, url: string) => apart.request().get(url).set('host', host);
    const console = 'console.example.org';
    const portal = 'app.example.org';

    it.each([
      [console, '/console', 200],
      [console, '/api/manifest', 200],
      [console, '/health/live', 200],
      [console, '/', 302],
      [console, '/w/1/tasks', 404],
      [console, '/api/auth/me', 404],
      [console, '/api/console/plugins', 401],
      [portal, '/', 200],
      [portal, '/console', 404],
      [portal, '/CONSOLE', 404],
      [portal, '/api/console/plugins', 404],
      [portal, '/api/Console/plugins', 404],
      [portal, '/api/manifest', 200],
    ])('%s%s answers %d', async (host, url, status) => {
      await at(host, url).expect(status);
    });
  });

  it('a worker shows its pulse and nothing else', async () => {
    await worker.request().get('/health/live').expect(200);
    await worker.request().get('/metrics').expect(200);
    for (const url of ['/', '/console', '/api/manifest', '/api/console/plugins'])
      await worker.request().get(url).expect(404);
  });
});

/** supertest would tidy the path up before it is sent. */
function raw(house: TestHouse, hostile: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(house.url);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path: hostile }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject);
  });
}
