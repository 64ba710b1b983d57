/** axe finds nothing on any page, in light and in dark. */
import type { Page } from '@playwright/test';
import { findings } from './support/axe.js';
import { signInAsOperator } from './support/console.js';
import {
  addTask,
  createFirstWorkspace,
  fillSignIn,
  newPerson,
  openTasks,
  signUp,
  syncStatus,
} from './support/portal.js';
import { expect, test } from './support/test.js';

/** What a page was waiting for is there. (Its network never rests while events of a store are listened to.) */
async function settled(page: Page): Promise<void> {
  // Skeletons come after 150 ms.
  await page.waitForTimeout(250);
  // Not behind a dialog that stayed.
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.locator('.MuiSkeleton-root, [aria-busy="true"], [role="progressbar"]')).toHaveCount(0);
}

/** Another page of the app that is open, without loading it anew. */
async function turnTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
  }, path);
}

test('the portal, page by page', async ({ product, newProfile }) => {
  test.setTimeout(240_000);
  const person = newPerson();
  const page = await newProfile();
  const all: string[] = [];
  for (const path of [
    '/sign-in',
    '/sign-up',
    '/confirm',
    '/recover',
    '/reset',
    '/reset#token=spent',
    '/invitation',
    '/invitation#token=unknown',
    '/nowhere',
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    all.push(...(await findings(page, path)));
  }
  await signUp(page, product, person);
  all.push(...(await findings(page, 'confirmed')));
  await page.goto('/sign-in');
  await fillSignIn(page, person);
  await expect(page.getByLabel('Name of the workspace')).toBeVisible();
  all.push(...(await findings(page, 'first run')));
  const id = await createFirstWorkspace(page, 'Accessible');
  all.push(...(await findings(page, 'tasks, empty')));
  for (const title of ['Plan', 'Build', 'Rest']) await addTask(page, title);
  await page.getByRole('checkbox', { name: 'Done: Plan' }).check();
  all.push(...(await findings(page, 'tasks')));
  await page.getByRole('button', { name: /Switch workspace/ }).click();
  all.push(...(await findings(page, 'switcher')));
  await page.keyboard.press('Escape');
  for (const path of [
    `/w/${id}`,
    `/w/${id}/members`,
    `/w/${id}/activity`,
    `/w/${id}/settings`,
    `/w/${id}/nowhere`,
    '/w/01890000-0000-7000-8000-000000000000',
    '/workspaces',
    '/workspaces/new',
    '/profile',
    '/security',
  ]) {
    await turnTo(page, path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await settled(page);
    all.push(...(await findings(page, path.replace(id, ':id'))));
  }
  await openTasks(page, id);
  await page.context().setOffline(true);
  await addTask(page, 'Offline');
  await expect(syncStatus(page)).toHaveText('Offline — 1 change kept on this device');
  all.push(...(await findings(page, 'offline')));
  expect(all).toEqual([]);
});

const lists = [
  'users',
  'sessions',
  'workspaces',
  'memberships',
  'invitations',
  'connections',
  'stores',
  'mails',
  'mail-templates',
  'mail-overview',
  'suppressions',
  'suppressions/create',
  'jobs',
  'job-kinds',
  'audit',
  'incidents',
  'probes',
  'webhooks',
  'webhooks/create',
  'webhook-deliveries',
  'flags',
  'plugins',
  'operators',
];

/** Bar and menu are the same on every page; they are looked at with the dashboard. */
const FRAME = ['header', '[role="menu"]'];

test('the console, page by page', async ({ product, newProfile }) => {
  test.setTimeout(300_000);
  const page = await newProfile();
  const all: string[] = [];
  await page.goto('/console/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  all.push(...(await findings(page, 'sign-in')));
  await signInAsOperator(page, product.operator);
  await settled(page);
  all.push(...(await findings(page, 'dashboard')));
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: /Search people/ })).toBeVisible();
  all.push(...(await findings(page, 'palette')));
  await page.keyboard.press('Escape');
  for (const list of lists) {
    await turnTo(page, `/console/${list}`);
    await settled(page);
    all.push(...(await findings(page, list, FRAME)));
  }
  for (const [list, tabs] of [
    ['users', ['Sessions', 'Workspaces', 'Connections']],
    ['workspaces', ['Members', 'Invitations', 'Store', 'Connections', 'Audit', 'Backups']],
    ['stores', ['Timeline', 'Connections', 'Events', 'Probes']],
    ['mails', []],
    ['mail-templates', []],
    ['audit', []],
  ] as const) {
    await turnTo(page, `/console/${list}`);
    // Rows of the page before are there for a moment more.
    await settled(page);
    const row = page.getByRole('row').nth(1);
    if ((await row.count()) === 0) continue;
    await row.click();
    await settled(page);
    all.push(...(await findings(page, `${list}, one`, FRAME)));
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click();
      await settled(page);
      all.push(...(await findings(page, `${list}, ${tab}`, FRAME)));
    }
  }
  await turnTo(page, '/console/health');
  await expect(page.getByRole('table')).toBeVisible();
  await settled(page);
  all.push(...(await findings(page, 'health', FRAME)));
  await turnTo(page, '/console/monitor');
  await settled(page);
  all.push(...(await findings(page, 'monitor', FRAME)));
  await turnTo(page, '/console/operators/create');
  await settled(page);
  all.push(...(await findings(page, 'new operator', FRAME)));
  expect(all).toEqual([]);
});
