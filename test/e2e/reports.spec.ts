/** What pages report when a DSN is configured, seen from the place it goes to; and what it leaves out. */
import type { Page } from '@playwright/test';
import { type FakeSentry, startFakeSentry } from '../support/fake-sentry.js';
import { signInAsOperator } from './support/console.js';
import { OperatorApi } from './support/operator-api.js';
import { signIn, syncStatus } from './support/portal.js';
import { test as base, expect } from './support/test.js';

const test = base.extend<object, { sentry: FakeSentry }>({
  sentry: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
    async ({}, use) => {
      const sentry = await startFakeSentry();
      await use(sentry);
      await sentry.close();
    },
    { scope: 'worker' },
  ],
  variables: [
    ({ sentry }, use) => use({ AUTH_ACCESS_SECONDS: '6', SENTRY_BROWSER_DSN: sentry.dsn }),
    { scope: 'worker' },
  ],
});

/** What the browser's own policy turned away. */
function watchPolicy(page: Page): string[] {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text());
  });
  return refused;
}

/** An error that nobody caught, with things in it that nobody should read. */
const fail = (page: Page, text: string) =>
  page.evaluate((message) => {
    setTimeout(() => {
      throw new Error(message);
    });
  }, text);

test('a session that ends unasked is reported with the steps it took, without tokens and addresses', async ({
  product,
  newProfile,
  sentry,
}) => {
  const page = await newProfile();
  const refused = watchPolicy(page);
  await signIn(page, product.customer);
  const [cookie] = await page.context().cookies();
  // The session's own tokens, as they pass by.
  const tokens: string[] = [cookie?.value ?? ''];
  page.on('request', (request) => {
    const [, token] = /^Bearer (.+)$/.exec(request.headers().authorization ?? '') ?? [];
    if (token) tokens.push(token);
  });
  await expect(syncStatus(page)).toHaveText('Synced', { timeout: 30_000 });
  const operator = await OperatorApi.signIn(product);
  expect(await operator.closeConnectionsOf(product.customer.email)).toBeGreaterThan(0);
  await page.waitForResponse(/\/api\/auth\/refresh$/);
  await page.context().clearCookies();
  await expect(page.getByText('This browser no longer knows your session')).toBeVisible({ timeout: 20_000 });

  const event = await sentry.event(({ message }) => message === 'Session ended unexpectedly');
  expect(event.tags).toMatchObject({ app: 'portal', reason: 'session_missing' });
  expect(event.environment).toBe('development');
  const steps = event.breadcrumbs?.map(({ category, message }) => `${category}: ${message}`);
  for (const step of [
    'signed-in',
    'decode',
    'schedule',
    'refresh',
    'refresh-granted',
    'refresh-verdict',
    'signed-out',
  ]) {
    expect(steps).toContain(`session: ${step}`);
  }
  const dataOf = (step: string) => event.breadcrumbs?.findLast(({ message }) => message === step)?.data;
  expect(dataOf('signed-out')).toEqual({ reason: 'session_missing' });
  expect(dataOf('socket-closed')).toEqual({ code: 1012, reason: 'ended_by_operator' });

  await fail(page, `${product.customer.email} at 10.1.2.3 opened /confirm?token=in-the-query`);
  const { exception } = await sentry.event((sent) => sent.exception !== undefined);
  expect(exception?.values[0]?.value).toBe('[address] at [address] opened /confirm');

  expect(tokens.filter(Boolean).length).toBeGreaterThan(1);
  for (const secret of [...tokens, product.customer.email, product.customer.password, 'in-the-query', 'eyJ']) {
    expect(sentry.raw()).not.toContain(secret);
  }
  expect(refused).toEqual([]);
});

test('the console reports too, and says that it is the console', async ({ product, newProfile, sentry }) => {
  const page = await newProfile();
  const refused = watchPolicy(page);
  await signInAsOperator(page, product.operator);
  await fail(page, `no luck with ${product.operator.email}`);
  const event = await sentry.event(({ tags, exception }) => tags?.app === 'console' && exception !== undefined);
  expect(event.exception?.values[0]?.value).toBe('no luck with [address]');
  expect(event.breadcrumbs?.map(({ message }) => message)).toContain('decode');
  expect(sentry.raw()).not.toContain(product.operator.email);
  expect(refused).toEqual([]);
});

test('Sentry comes after the page, as a part of its own', async ({ newProfile }) => {
  const page = await newProfile();
  const loaded = page.waitForResponse(
    async (response) => response.url().endsWith('.js') && SENTRY.test(await response.text()),
  );
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  expect((await loaded).request().isNavigationRequest()).toBe(false);
});

/** Stands in Sentry's code and nowhere in ours. */
const SENTRY = /__SENTRY__/;
