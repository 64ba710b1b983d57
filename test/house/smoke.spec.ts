import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { smoke } from '../../backend/cli/smoke/smoke.js';
import { plugins } from '../../backend/plugins.js';

describe('pnpm purser smoke', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'purser-smoke-'));
  let house: TestHouse;

  beforeAll(async () => {
    mkdirSync(path.join(folder, 'portal'));
    writeFileSync(path.join(folder, 'portal/index.html'), '<title>Portal</title>');
    house = await createTestHouse({
      plugins: plugins({ SIGNING_KEYS: undefined }),
      role: 'all',
      config: { pagesDir: folder },
    });
  });
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true });
  });

  const run = async (url: string | undefined) => {
    const lines: string[] = [];
    const options = { 'without-mail': true as const, ...(url === undefined ? {} : { url }) };
    const sound = await smoke(options, {}, (line) => lines.push(line.replace(/ \([\d,]+ ms\)$/, '')));
    return { sound, lines };
  };

  it('finds a whole installation sound', async () => {
    const { sound, lines } = await run(house.url);
    expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([
      '--    sign-up, recovery and mails were not tried (--without-mail)',
    ]);
    expect(sound).toBe(true);
  });

  it('names what is not', async () => {
    const bare = await createTestHouse({ plugins: [] });
    const { sound, lines } = await run(bare.url);
    await bare.close();
    expect(sound).toBe(false);
    expect(lines).toContain('FAIL  the portal is served, and nobody may frame it: / answers 404 (not_found), not 200');
    expect(lines).toContain('ok    refusals have their shape');
    expect(lines.at(-1)).toMatch(/^The smoke test failed at: .*the portal is served/);
  });

  it('does not pass for want of a mailbox: that has to be said', async () => {
    const lines: string[] = [];
    const url = 'https://app.example.org';
    expect(await smoke({ url }, {}, (line) => lines.push(line))).toBe(false);
    expect(await smoke({ url, wait: 'soon' }, {}, (line) => lines.push(line))).toBe(false);
    expect(lines).toEqual([
      expect.stringContaining('Set SMOKE_MAILBOX_URL and SMOKE_ADDRESS'),
      expect.stringContaining('--wait 120'),
    ]);
  });

  it('asks where when it is not told', async () => {
    expect(await run(undefined)).toEqual({ sound: false, lines: ['Say where: smoke --url https://app.example.org'] });
  });
});
