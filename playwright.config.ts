import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** The system's Chromium, best the one without a window (a third less work in these walks); where there is none, Playwright's own. */
const chromium = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
  .map((name) => `/usr/bin/${name}`)
  .find((file) => existsSync(file));

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/e2e',
  // Every worker starts a whole product of its own. Most of a walk is waiting, so two cores carry two of them.
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // Long enough for a first paint on a machine that carries another walk beside it; what has to be fast is measured, not waited for.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
    // Spinners that turn cost a software-painted page a core while it waits; the product stands still for who asks for it.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: { executablePath: chromium, args },
    screenshot: 'only-on-failure',
    // Records every step of every walk, which costs a quarter of the time: `--trace retain-on-failure` when one is looked into.
    trace: 'off',
  },
});
