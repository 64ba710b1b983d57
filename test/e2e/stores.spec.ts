/** A store comes up while an operator watches; one that fails is found, understood and repaired without a terminal. */
import pg from 'pg';
import { findRunning } from '../../launcher/lock.js';
import { findings } from './support/axe.js';
import { confirmWithReason, signInAsOperator } from './support/console.js';
import { addTask, createFirstWorkspace, openTasks, syncStatus, task } from './support/portal.js';
import { expect, test } from './support/test.js';
import { arrive, currentWorkspace } from './support/workspaces.js';

const CAUSE = 'could not extend file: No space left on device';

test('from sign-up to first sync under an operator’s eyes, and a failed store repaired', async ({
  product,
  newProfile,
}) => {
  test.setTimeout(240_000);
  const operator = await newProfile();
  await signInAsOperator(operator, product.operator);
  await operator.getByRole('menuitem', { name: 'Provisioning', exact: true }).click();
  await expect(operator.getByText('Nothing waits: every store rests where it shall.')).toBeVisible();
  const figure = (label: string) => operator.getByRole('main').locator('p', { hasText: label }).locator('+ p');

  const customer = await newProfile();
  await test.step('somebody signs up, and their first change is synced; the board has counted it', async () => {
    await arrive(customer, product, 'Ida Keel');
    await createFirstWorkspace(customer, 'Keel and sons');
    await addTask(customer, 'Write to the harbour master');
    await expect(syncStatus(customer)).toHaveText('Synced');
    await expect(figure('Ready per minute')).not.toHaveText('0.0', { timeout: 20_000 });
    await expect(figure('Failed')).toHaveText('0');
    expect(await findings(operator, 'the board')).toEqual([]);
  });

  const database = await ground(product.dataDir);
  await test.step('a store fails: its person reads that nothing is lost, the board says so', async () => {
    await database.query(`
      CREATE FUNCTION break_stores() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '${CAUSE}'; END $$;
      CREATE TRIGGER break_stores BEFORE INSERT ON sync_store_log FOR EACH ROW EXECUTE FUNCTION break_stores();
      -- Eight failures with their pauses take minutes.
      CREATE FUNCTION no_pauses() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN NEW.next_attempt_at := clock_timestamp(); RETURN NEW; END $$;
      CREATE TRIGGER no_pauses BEFORE UPDATE OF failures ON provisioning_store FOR EACH ROW EXECUTE FUNCTION no_pauses();`);
    await customer.goto('/workspaces/new');
    await customer.getByLabel('Name of the workspace').fill('Second quay');
    await customer.getByRole('button', { name: 'Create workspace' }).click();
    await expect(customer.getByRole('heading', { name: 'Second quay could not be set up' })).toBeVisible({
      timeout: 60_000,
    });
    await expect(customer.getByText('Nothing of yours was lost')).toBeVisible();
    await expect(figure('Failed')).toHaveText('1', { timeout: 30_000 });
  });

  await test.step('the operator finds it by the board, reads the cause and the tries, and starts it again', async () => {
    await operator.getByRole('link', { name: /^Failed/ }).click();
    await operator.getByRole('row').filter({ hasText: 'failed' }).click();
    await expect(operator.getByText(CAUSE).first()).toBeVisible();
    await operator.getByRole('tab', { name: 'Timeline' }).click();
    await expect(operator.getByRole('row').filter({ hasText: 'create-log' }).first()).toContainText('failed');
    await database.query('DROP TRIGGER break_stores ON sync_store_log; DROP TRIGGER no_pauses ON provisioning_store');
    await operator.getByRole('tab', { name: 'Overview' }).click();
    await operator.getByRole('button', { name: 'Try again' }).click();
    await confirmWithReason(operator, 'Try again', 'the disk was made larger');
    await expect(customer.getByRole('heading', { name: 'Second quay', level: 1, exact: true })).toBeVisible({
      timeout: 30_000,
    });
    await openTasks(customer, currentWorkspace(customer));
    await addTask(customer, 'Back at work');
    await expect(task(customer, 'Back at work')).toBeVisible();
  });
  await test.step('a smaller quota is over at once: the operator and the owner see it, and what to do', async () => {
    await operator.getByRole('button', { name: 'Change quota' }).click();
    await operator.getByRole('dialog').getByLabel('Events').fill('1');
    await confirmWithReason(operator, 'Change quota', 'a trial account');
    await expect(operator.getByText('over quota')).toBeVisible();
    expect(await findings(operator, 'the store')).toEqual([]);
    await customer.getByRole('link', { name: 'Settings' }).click();
    await expect(customer.getByText('This workspace is full. Everybody can go on working for now')).toBeVisible();
    expect(await findings(customer, 'the settings')).toEqual([]);
    await operator.getByRole('menuitem', { name: 'Provisioning', exact: true }).click();
    await expect(figure('Failed')).toHaveText('0');
  });
  await database.end();
});

/** Breaks what no operator and no test can break otherwise: the disk under the database. */
async function ground(dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: findRunning(dataDir)?.databaseUrl });
  await client.connect();
  return client;
}
