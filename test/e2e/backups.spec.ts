/** An operator takes a backup, sees it verified, and brings a workspace back: beside the one there is, and in its place. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findings } from './support/axe.js';
import { openList, signInAsOperator } from './support/console.js';
import {
  addTask,
  createFirstWorkspace,
  fillSignIn,
  newPerson,
  openTasks,
  signUp,
  syncStatus,
  task,
} from './support/portal.js';
import { expect, test } from './support/test.js';

test('a workspace comes back as a new one out of a backup of everything', async ({ product, newProfile }) => {
  test.setTimeout(240_000);
  const person = newPerson('Ida Keel');
  const customer = await newProfile();
  await signUp(customer, product, person);
  await customer.goto('/sign-in');
  await fillSignIn(customer, person);
  const id = await createFirstWorkspace(customer, 'Keel and sons');
  await addTask(customer, 'Write to the harbour master');
  await expect(syncStatus(customer)).toHaveText('Synced');

  const operator = await newProfile();
  await signInAsOperator(operator, product.operator);
  await expect(operator.getByRole('list', { name: 'The last fourteen nights' }).getByRole('listitem')).toHaveCount(14);

  await test.step('taken at a button, and followed over a reload until it is verified', async () => {
    await openList(operator, 'Backups');
    await operator.getByRole('button', { name: 'Run now' }).first().click();
    const dialog = operator.getByRole('dialog', { name: 'Back up everything' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('before the release');
    await dialog.getByRole('button', { name: 'Back up now' }).click();
    await expect(operator.getByRole('heading', { name: 'Backup of everything', level: 1 })).toBeVisible();
    await operator.reload();
    await expect(operator.getByRole('definition').filter({ hasText: /^verified$/ })).toBeVisible({ timeout: 30_000 });
    expect(await findings(operator, 'a backup')).toEqual([]);
  });

  await test.step('restored under a new id', async () => {
    await operator.getByRole('button', { name: 'Restore a workspace' }).click();
    const dialog = operator.getByRole('dialog', { name: 'Restore a workspace' });
    await dialog.getByRole('combobox', { name: 'Workspace' }).fill('Keel');
    await operator.getByRole('option', { name: 'Keel and sons' }).click();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('asked for by phone');
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await expect(operator.getByText('It is there:')).toBeVisible({ timeout: 30_000 });
    expect(await findings(operator, 'a restore')).toEqual([]);
  });

  await test.step('the customer finds it beside the old one, with the task in it', async () => {
    await customer.goto('/');
    await customer
      .getByRole('button', { name: /Keel and sons/ })
      .first()
      .click();
    await customer
      .getByText(/Keel and sons \(/)
      .first()
      .click();
    await customer.getByRole('link', { name: 'Tasks' }).first().click();
    await expect(task(customer, 'Write to the harbour master')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('its owner takes it along as a file', async () => {
    await customer.getByRole('link', { name: 'Exports' }).first().click();
    await expect(customer.getByText('There is no backup yet that holds this workspace.')).toBeVisible();
    await customer.getByRole('button', { name: 'Export this workspace' }).click();
    const button = customer.getByRole('button', { name: /^Download the export of/ });
    await expect(button).toBeVisible({ timeout: 30_000 });
    expect(await findings(customer, 'exports')).toEqual([]);
    const [file] = await Promise.all([customer.waitForEvent('download'), button.click()]);
    const held = JSON.parse(readFileSync(await file.path(), 'utf8'));
    expect(JSON.stringify(held.events)).toContain('Write to the harbour master');
    // It is a moment to come back to, without a reload.
    await expect(customer.getByRole('button', { name: 'Ask for a restore' })).toBeVisible();
  });

  await test.step('its owner asks to have the first one back, an operator restores it in place, what is newer is kept', async () => {
    // By its address: the copy is another workspace, which no backup from before holds.
    await openTasks(customer, id);
    await addTask(customer, 'Newer than the backup');
    await expect(syncStatus(customer)).toHaveText('Synced');
    await customer.getByRole('link', { name: 'Exports' }).first().click();
    await customer.getByRole('button', { name: 'Ask for a restore' }).click();
    const asked = customer.getByRole('dialog', { name: 'Ask to have Keel and sons back' });
    await asked.getByLabel('What happened?').fill('Deleted by mistake');
    expect(await findings(customer, 'asking for a restore')).toEqual([]);
    await asked.getByRole('button', { name: 'Ask for it' }).click();
    await expect(customer.getByText('waits for an answer')).toBeVisible();
    await customer.getByRole('link', { name: 'Tasks' }).first().click();
    await expect(task(customer, 'Newer than the backup')).toBeVisible();
    await customer.context().setOffline(true);
    await addTask(customer, 'Not sent yet');

    await operator.getByRole('menuitem', { name: 'Dashboard' }).click();
    await operator
      .getByRole('alert')
      .filter({ hasText: 'An owner asks' })
      .getByRole('link', { name: 'Answer' })
      .click();
    await operator.getByRole('cell', { name: 'Keel and sons' }).click();
    await operator.getByRole('button', { name: 'Approve and restore' }).click();
    const dialog = operator.getByRole('dialog', { name: 'Restore a workspace' });
    await dialog.getByRole('radio', { name: 'In place of what it has become' }).check();
    await dialog.getByRole('textbox', { name: 'Type “Keel and sons” to go on' }).fill('Keel and sons');
    expect(await findings(operator, 'the wizard of a restore')).toEqual([]);
    await dialog.getByRole('button', { name: 'Approve and restore' }).click();
    await expect(operator.getByText('It is there:')).toBeVisible({ timeout: 30_000 });

    await customer.context().setOffline(false);
    await expect(customer.getByText(/\d changes of yours that it did not hold were set aside/)).toBeVisible({
      timeout: 60_000,
    });
    await customer.getByRole('button', { name: 'Add again' }).click();
    await expect(task(customer, 'Not sent yet')).toBeVisible();
    await expect(task(customer, 'Write to the harbour master')).toBeVisible();
    await expect(task(customer, 'Newer than the backup')).toBeVisible();
    await customer.getByRole('link', { name: 'Exports' }).first().click();
    await expect(customer.getByText('restored in place')).toBeVisible();
  });

  await test.step('one that fails stands over everything until one succeeds', async () => {
    const folder = path.join(product.dataDir, 'backups');
    const runNow = async () => {
      await openList(operator, 'Backups');
      await operator.getByRole('button', { name: 'Run now' }).first().click();
      const dialog = operator.getByRole('dialog', { name: 'Back up everything' });
      await dialog.getByRole('textbox', { name: 'Reason' }).fill('to be sure');
      await dialog.getByRole('button', { name: 'Back up now' }).click();
    };
    renameSync(folder, `${folder}.aside`);
    writeFileSync(folder, '');
    await runNow();
    await expect(operator.getByText('This backup failed: target_missing')).toBeVisible({ timeout: 30_000 });
    await operator.getByRole('menuitem', { name: 'Dashboard' }).click();
    const banner = operator.getByRole('alert').filter({ hasText: 'The newest backup failed: target_missing' });
    await expect(banner).toBeVisible();
    expect(await findings(operator, 'a failed backup on the dashboard')).toEqual([]);
    rmSync(folder);
    renameSync(`${folder}.aside`, folder);
    await runNow();
    await expect(operator.getByRole('definition').filter({ hasText: /^verified$/ })).toBeVisible({ timeout: 30_000 });
  });

  await test.step('a policy shows when it comes next', async () => {
    await openList(operator, 'Backup policies');
    await operator.getByRole('row').filter({ hasText: 'Nightly' }).click();
    await expect(operator.getByText(/^Next, in your time:/)).toBeVisible();
    expect(await findings(operator, 'a policy')).toEqual([]);
  });
});
