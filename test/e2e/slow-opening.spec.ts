/** A browser whose worker never starts: the page says so, and a reload opens the list. */
import { findings } from './support/axe.js';
import { addTask, createFirstWorkspace, syncStatus, task } from './support/portal.js';
import { expect, test } from './support/test.js';
import { arrive } from './support/workspaces.js';

test('a list that does not open says so, and opens after a reload', async ({ product, newProfile }) => {
  test.setTimeout(180_000);
  const page = await newProfile();
  await arrive(page, product, 'Ida Keel');
  const id = await createFirstWorkspace(page, 'Keel and sons');
  await addTask(page, 'Caulk the seams');
  await expect(syncStatus(page)).toHaveText('Synced', { timeout: 45_000 });

  const hung = /worker/i;
  await page.context().route(hung, () => undefined);
  await page.goto(`/w/${id}/tasks`);
  const notice = page.getByText('Opening takes longer than usual.');
  await expect(notice).toBeVisible({ timeout: 30_000 });
  expect(await findings(page, 'a slow opening')).toEqual([]);

  await page.context().unroute(hung);
  await page.getByRole('button', { name: 'Reload' }).click();
  await expect(notice).toBeHidden();
  await expect(task(page, 'Caulk the seams')).toBeVisible({ timeout: 45_000 });
  await expect(page.getByLabel('New task')).toBeVisible();
});
