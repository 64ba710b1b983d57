/** An operator sees all of a customer's way, and ends a session that says why. */
import { confirmWithReason, openList, signInAsOperator } from './support/console.js';
import { addTask, createFirstWorkspace, fillSignIn, newPerson, signUp, syncStatus, task } from './support/portal.js';
import { expect, report, test } from './support/test.js';

test('finds the customer and everything around them, and ends their session', async ({ product, newProfile }) => {
  test.setTimeout(240_000);
  const person = newPerson('Ida Keel');
  const customer = await newProfile();
  await signUp(customer, product, person);
  await customer.goto('/sign-in');
  await fillSignIn(customer, person);
  await createFirstWorkspace(customer, 'Keel and sons');
  await addTask(customer, 'Write to the harbour master');
  await expect(syncStatus(customer)).toHaveText('Synced');

  const operator = await newProfile();
  await signInAsOperator(operator, product.operator);

  await test.step('the person, by address', async () => {
    await openList(operator, 'Users');
    await operator.getByPlaceholder('Name or address').fill(person.email);
    await expect(operator.getByRole('row')).toHaveCount(2);
    await operator.getByRole('row').filter({ hasText: person.email }).click();
    await expect(operator.getByRole('heading', { name: person.name, level: 1 })).toBeVisible();
    await expect(operator.getByRole('definition').filter({ hasText: person.email })).toBeVisible();
  });

  await test.step('their live connection', async () => {
    await operator.getByRole('tab', { name: 'Connections' }).click();
    await expect(operator.getByRole('row').filter({ hasText: 'up to date' })).toBeVisible();
  });

  await test.step('their workspace with its store and the timeline with durations', async () => {
    await operator.getByRole('tab', { name: 'Workspaces' }).click();
    await operator.getByRole('link', { name: 'Keel and sons' }).click();
    await operator.getByRole('tab', { name: 'Store' }).click();
    const probe = operator.getByRole('row').filter({ hasText: 'probe' });
    await expect(probe).toContainText('done');
    await expect(probe).toContainText(/\d+ ms/);
  });

  await test.step('the mails they were sent, secrets masked', async () => {
    await openList(operator, 'Mail');
    await operator
      .getByRole('row')
      .filter({ hasText: person.email })
      .filter({ hasText: 'auth.confirm-address' })
      .click();
    await expect(operator.getByRole('definition').filter({ hasText: 'auth.confirm-address' })).toBeVisible();
    const body = operator.frameLocator('iframe[title^="Preview"]').locator('body');
    await expect(body).toContainText(person.name);
    const letter = await product.inbox.letterTo(person.email, /^Confirm your address/);
    const [code] = /\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b/.exec(letter.text ?? '') ?? [];
    expect(code).toBeTruthy();
    await expect(body).not.toContainText(code ?? '');
  });

  await test.step('the trail of what happened', async () => {
    await openList(operator, 'Audit');
    for (const what of ['auth.address-confirmed', 'workspace.created', 'provisioning.store-ready']) {
      await operator.getByPlaceholder('Action, person or id').fill(what);
      await expect(operator.getByRole('row').filter({ hasText: what }).first()).toBeVisible();
    }
  });

  await test.step('ends the session; the customer’s browser says why; how long it took is printed', async () => {
    await openList(operator, 'Sessions');
    await operator.getByPlaceholder('Person or address').fill(person.email);
    await expect(operator.getByRole('row')).toHaveCount(2);
    await operator.getByRole('button', { name: 'End', exact: true }).click();
    const said = customer.getByText('Session ended by an operator').first().waitFor({ state: 'visible' });
    await operator.getByRole('dialog', { name: 'End' }).getByLabel('Reason').fill('asked for it by phone');
    const begun = performance.now();
    await operator.getByRole('dialog', { name: 'End' }).getByRole('button', { name: 'End', exact: true }).click();
    await said;
    report('session ended to reason seen, ms', String(Math.round(performance.now() - begun)));
  });

  await test.step('the customer signs in again, back where they were', async () => {
    await fillSignIn(customer, person);
    await expect(task(customer, 'Write to the harbour master')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('suspending the person closes it with a reason', async () => {
    await expect(syncStatus(customer)).toHaveText('Synced');
    await openList(operator, 'Users');
    await operator.getByPlaceholder('Name or address').fill(person.email);
    await expect(operator.getByRole('row')).toHaveCount(2);
    await operator.getByRole('row').filter({ hasText: person.email }).click();
    await operator.getByRole('button', { name: 'Suspend' }).click();
    await confirmWithReason(operator, 'Suspend', 'a test of suspension');
    await expect(customer.getByText('Account disabled').first()).toBeVisible();
  });
});
