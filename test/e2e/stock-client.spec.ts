/** An unmodified LiveStore app with the stock client, in Chromium, on an origin of its own. */
import type { Page } from '@playwright/test';
import type { Product } from './support/product.js';
import { type StockApp, startStockApp } from './support/stock-app.js';
import { expect, test } from './support/test.js';

/** Signs in as a program does, and answers what the app's developer would put into it. */
async function accessOf(product: Product): Promise<{ token: string; storeId: string }> {
  const call = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${product.url}${path}`, init);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
    return await answer.json();
  };
  const { accessToken: token } = await call('/api/auth/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-Purser-Client': 'native' },
    body: JSON.stringify(product.customer),
  });
  const headers = { authorization: `Bearer ${token}` };
  const [workspace] = await call('/api/workspaces', { headers });
  await expect
    .poll(async () => (await call(`/api/workspaces/${workspace.id}/store`, { headers })).phase, { timeout: 30_000 })
    .toBe('active');
  const { storeId } = await call(`/api/workspaces/${workspace.id}/store`, { headers });
  return { token, storeId };
}

test.describe('LiveStore’s stock client', () => {
  let app: StockApp;

  test.beforeAll(async ({ product }) => {
    app = await startStockApp(`${product.url.replace('http', 'ws')}/sync`);
  });
  test.afterAll(() => app?.stop());

  test('shares a store between two browsers, and catches up after the server died', async ({ product, newProfile }) => {
    test.setTimeout(180_000);
    const access = await accessOf(product);
    const open = async (): Promise<Page> => {
      const page = await newProfile();
      await page.goto(`${app.url}/?${new URLSearchParams(access)}`);
      await expect(page.locator('html[data-ready]')).toBeAttached({ timeout: 60_000 });
      return page;
    };
    const add = async (page: Page, text: string) => {
      await page.getByLabel('Note').fill(text);
      await page.getByRole('button', { name: 'Add' }).click();
    };
    const [a, b] = [await open(), await open()];
    await add(a, 'from A');
    await expect(b.getByText('from A')).toBeVisible();
    await add(b, 'from B');
    await expect(a.getByText('from B')).toBeVisible();

    await product.killServer();
    await add(a, 'while it was away');
    await add(b, 'and another');
    for (const page of [a, b]) await expect(page.getByRole('listitem')).toHaveCount(4, { timeout: 60_000 });

    await a.reload();
    await expect(a.getByRole('listitem')).toHaveCount(4, { timeout: 30_000 });
    const late = await open();
    await expect(late.getByRole('listitem')).toHaveCount(4, { timeout: 30_000 });
  });
});
