/** What a page costs before anybody did anything. */
import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { createFirstWorkspace, fillSignIn, newPerson, signUp } from './support/portal.js';
import { expect, report, test } from './support/test.js';

const LIVESTORE = /livestore|wa-sqlite|sqlite|\.wasm|worker/i;

function scriptsOf(page: Page): Response[] {
  const scripts: Response[] = [];
  page.on('response', (response) => {
    if (
      ['script', 'worker', 'wasm'].includes(response.request().resourceType()) ||
      /\.(js|wasm)$/.test(response.url())
    ) {
      scripts.push(response);
    }
  });
  return scripts;
}

test('the sign-in page transfers less than 150 kB of JavaScript', async ({ newProfile }) => {
  const page = await newProfile();
  const scripts = scriptsOf(page);
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  // Browsers are served something smaller than gzip; what counts is what every client can have.
  const sizes = await Promise.all(scripts.map(async (script) => gzipSync(await script.body()).length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const wire = await Promise.all(scripts.map(async (script) => (await script.request().sizes()).responseBodySize));
  report('sign-in page, bytes of JavaScript: gzip', String(total));
  report('on the wire', String(wire.reduce((sum, size) => sum + size, 0)));
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script.headers()['content-encoding'], script.url()).toBeTruthy();
  const each = scripts.map((script, index) => `${new URL(script.url()).pathname} ${sizes[index]}`);
  expect(total, each.join('\n')).toBeLessThan(150_000);
});

test('Sentry is not loaded where no DSN is configured', async ({ product, newProfile }) => {
  const { reports } = (await (await fetch(`${product.url}/api/manifest`)).json()) as { reports?: unknown };
  expect(reports).toBeUndefined();
  for (const path of ['/sign-in', '/console/login']) {
    const page = await newProfile();
    const scripts = scriptsOf(page);
    await page.goto(path);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(await script.text(), script.url()).not.toContain('__SENTRY__');
  }
});

test('LiveStore is loaded inside a workspace and nowhere before', async ({ product, newProfile }) => {
  const person = newPerson();
  const page = await newProfile();
  const scripts = scriptsOf(page);
  const livestore = () => scripts.filter((script) => LIVESTORE.test(new URL(script.url()).pathname));
  await signUp(page, product, person);
  await page.goto('/sign-in');
  await fillSignIn(page, person);
  await expect(page.getByLabel('Name of the workspace')).toBeVisible();
  await page.goto('/profile');
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible();
  expect(livestore().map((script) => script.url())).toEqual([]);
  await page.goto('/');
  await createFirstWorkspace(page, 'Weighed');
  expect(livestore().length).toBeGreaterThan(0);
});
