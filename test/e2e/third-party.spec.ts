/** A stranger's plugin in the whole product: listed, built, shown; switched off by configuration, gone without a build. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { makeScratchCopy } from '../support/scratch-copy.js';
import { pack } from '../support/third-party.js';
import { openList, signInAsOperator } from './support/console.js';
import { signIn } from './support/portal.js';
import { type Login, Product } from './support/product.js';

test.describe.configure({ mode: 'serial' });

test.describe('a plugin by a stranger', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'purser-scratch-'));
  const copy = path.join(folder, 'copy');
  let product: Product;
  let operator: Login;
  let customer: Login;

  test.beforeAll(async () => {
    test.setTimeout(300_000);
    await makeScratchCopy(copy, await pack(path.join(folder, 'packed')));
    product = await Product.start({ root: copy });
    ({ operator, customer } = product);
  });

  test.afterAll(async () => {
    await product?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('shows a page in the portal, and a card and a resource in the console', async ({ browser }) => {
    const portal = await (await browser.newContext({ baseURL: product.url })).newPage();
    await signIn(portal, customer);
    await portal.getByRole('button', { name: /^Account of/ }).click();
    await portal.getByRole('menuitem', { name: 'Guestbook' }).click();
    await expect(portal.getByRole('heading', { name: 'Guestbook', level: 1 })).toBeVisible();
    await portal.getByLabel('Your line').fill('Fair winds');
    await portal.getByRole('button', { name: 'Write' }).click();
    await expect(portal.getByRole('listitem').filter({ hasText: 'Fair winds' })).toBeVisible();

    const console = await (await browser.newContext({ baseURL: product.url })).newPage();
    await signInAsOperator(console, operator);
    await expect(console.getByRole('link', { name: /Lines in the guestbook\s*1/ })).toBeVisible();
    await openList(console, 'Guestbook');
    const row = console.getByRole('row').filter({ hasText: 'Fair winds' });
    await row.getByRole('button', { name: 'Remove' }).click();
    await console.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await expect(row).toBeHidden();
  });

  test('is gone from both when the installation switches it off', async ({ browser }) => {
    test.setTimeout(240_000);
    await product.stop({ keepData: true });
    product = await Product.start({
      root: copy,
      dataDir: product.dataDir,
      variables: { PURSER_PLUGINS_OFF: 'guestbook' },
    });
    const portal = await (await browser.newContext({ baseURL: product.url })).newPage();
    await signIn(portal, customer);
    await portal.getByRole('button', { name: /^Account of/ }).click();
    await expect(portal.getByRole('menuitem').first()).toBeVisible();
    await expect(portal.getByRole('menuitem', { name: 'Guestbook' })).toHaveCount(0);
    await portal.goto('/guestbook');
    await expect(portal.getByLabel('Your line')).toHaveCount(0);
    expect((await portal.request.get('/api/guestbook/entries')).status()).toBe(404);

    const console = await (await browser.newContext({ baseURL: product.url })).newPage();
    await signInAsOperator(console, operator);
    await expect(console.getByRole('menuitem', { name: 'Users' })).toBeVisible();
    await expect(console.getByRole('menuitem', { name: 'Guestbook' })).toHaveCount(0);
    await expect(console.getByText('Lines in the guestbook')).toHaveCount(0);
  });
});
