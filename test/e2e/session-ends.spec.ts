/** A session ends promptly, everywhere, once, and says why; what was typed and not sent is still there afterwards. */
import { type BrowserContext, chromium, type Page, type Route } from '@playwright/test';
import { OperatorApi } from './support/operator-api.js';
import { noted, noteOrder } from './support/order-of-words.js';
import { createFirstWorkspace, fillSignIn, newPerson, signUp, syncStatus, task } from './support/portal.js';
import { watchRequests } from './support/requests.js';
import { expect, report, test } from './support/test.js';

const REFRESH = '/api/auth/refresh';
const LOGOUT = '/api/auth/logout';

// As in session-lives, so that one product serves both.
test.use({ variables: { AUTH_ACCESS_SECONDS: '3' } });

test('by an operator, and by a sign-out during a refresh', async ({ product, newProfile }) => {
  test.setTimeout(120_000);
  const person = newPerson('Ida Keel');
  const board = await newProfile();
  const context = board.context();
  const asked = watchRequests(context);
  await signUp(board, product, person);
  await board.goto('/sign-in');
  await fillSignIn(board, person);
  const workspace = await createFirstWorkspace(board, 'Keel and sons');
  await expect(syncStatus(board)).toHaveText('Synced');
  const profile = await context.newPage();
  await profile.goto('/profile');
  const operator = await OperatorApi.signIn(product);

  await test.step('an operator ends it: the reason in every tab, before sync disconnects, one sign-out request', async () => {
    await board.getByLabel('New task').fill('half a sentence');
    await profile.getByLabel('Your name').fill('Ida Half-typed');
    const why = 'Session ended by an operator';
    await noteOrder(board, why);
    asked.forget();
    const seen = [board, profile].map((page) => page.getByText(why).waitFor({ state: 'visible' }));
    const begun = performance.now();
    const times = Promise.all(seen.map((each) => each.then(() => Math.round(performance.now() - begun))));
    expect(await operator.endSessionsOf(person.email)).toBe(1);
    report('asked for by an operator to reason seen in two tabs, ms', (await times).join(' '));
    await expect.poll(() => noted(board)).toContain('told to disconnect');
    expect(await noted(board)).toEqual(['status: Synced', 'reason', 'told to disconnect']);
    await board.waitForTimeout(1_000);
    expect(asked.to(LOGOUT)).toHaveLength(1);
  });

  await test.step('signing in again in the same tab: the same pages, with what was typed', async () => {
    expect(new URL(board.url()).searchParams.get('next')).toBe(`/w/${workspace}/tasks`);
    await fillSignIn(board, person);
    await expect(board.getByLabel('New task')).toHaveValue('half a sentence', { timeout: 30_000 });
    await expect(profile.getByLabel('Your name')).toHaveValue('Ida Half-typed');
    await board.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(task(board, 'half a sentence')).toHaveCount(1);
    await expect(syncStatus(board)).toHaveText('Synced');
  });

  await test.step('sign-out in one tab while the other renews: it ends both, and stays the end', async () => {
    const renewal = await holdNextRefresh(context);
    const other = (await renewal.by) === board ? profile : board;
    await other.getByRole('button', { name: /^Account of/ }).click();
    await other.getByRole('menuitem', { name: 'Sign out' }).click();
    for (const page of [board, profile]) await expect(page.getByText('You signed out on this device.')).toBeVisible();
    await renewal.release();
    await board.waitForTimeout(4_000);
    for (const page of [board, profile]) {
      await page.reload();
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    }
  });
});

test('never begins by plain http on a name of the network: a clear page says why', async ({ product }) => {
  const { launchOptions } = test.info().project.use;
  const args = [...(launchOptions?.args ?? []), '--host-resolver-rules=MAP purser.lan 127.0.0.1'];
  const browser = await chromium.launch({ ...launchOptions, args });
  const page = await browser.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`http://purser.lan:${product.port}/sign-in`);
  await expect(page.getByRole('heading', { name: 'This address is not secure' })).toBeVisible();
  await expect(page.getByRole('link', { name: `http://localhost:${product.port}/` })).toBeVisible();
  await expect(page.getByLabel('Password')).toHaveCount(0);
  await page.goto(`http://purser.lan:${product.port}/console`);
  await expect(page.getByRole('heading', { name: 'This address is not secure' })).toBeVisible();
  await expect(page.getByLabel('Password')).toHaveCount(0);
  expect(faults).toEqual([]);
  await browser.close();
});

/** Lets the server answer the next refresh, and keeps that answer from the page that asked until `release`. */
async function holdNextRefresh(context: BrowserContext) {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let handled = Promise.resolve();
  const by = new Promise<Page>((resolve) => {
    const hold = async (route: Route) => {
      // The server has renewed the session and set the cookie; only the answer is late.
      const response = await route.fetch();
      resolve(route.request().frame().page());
      await released;
      await route.fulfill({ response });
    };
    void context.route(
      `**${REFRESH}`,
      (route) => {
        handled = hold(route);
        return handled;
      },
      { times: 1 },
    );
  });
  return {
    by,
    async release() {
      release();
      await handled;
    },
  };
}
