/** An operator sees all of a customer's way, and ends a session that says why. */
import { readFileSync } from 'node:fs';
import { confirmWithReason, openList, signInAsOperator } from './support/console.js';
import { addTask, createFirstWorkspace, fillSignIn, newPerson, signUp, syncStatus, task } from './support/portal.js';
import { expect, report, test } from './support/test.js';

test('finds the customer and everything around them, and ends their session', async ({ product, newProfile }) => {
  test.setTimeout(300_000);
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

  await test.step('their team: the only owner stays one, seats are set, and the trail of the workspace tells it', async () => {
    await operator.getByRole('tab', { name: 'Members' }).click();
    await operator.getByRole('button', { name: 'Change role' }).click();
    const dialog = operator.getByRole('dialog', { name: /^Role of Ida Keel/ });
    await dialog.getByRole('combobox', { name: 'Role' }).click();
    await operator.getByRole('option', { name: 'viewer' }).click();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('asked for by phone');
    await dialog.getByRole('button', { name: 'Change role' }).click();
    await expect(dialog.getByRole('alert')).toContainText('A workspace needs an owner');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await operator.getByRole('tab', { name: 'Overview' }).click();
    await operator.getByRole('button', { name: 'Seats' }).click();
    const seats = operator.getByRole('dialog', { name: /^Seats of/ });
    await seats.getByRole('textbox', { name: 'Seats' }).fill('12');
    await seats.getByRole('textbox', { name: 'Reason' }).fill('bought today');
    await seats.getByRole('button', { name: 'Seats' }).click();
    await expect(operator.getByRole('definition').filter({ hasText: /^12$/ })).toBeVisible();
    await operator.getByRole('tab', { name: 'Audit' }).click();
    await expect(operator.getByRole('row').filter({ hasText: 'workspace.seats-changed' })).toContainText(
      'bought today',
    );
  });

  await test.step('many workspaces at once: chosen, suspended with one reason, resumed, exported', async () => {
    const workplace = customer.url();
    await customer.goto('/workspaces/new');
    await customer.getByLabel('Name of the workspace').fill('Spare hold');
    await customer.getByRole('button', { name: 'Create workspace' }).click();
    await customer.waitForURL(/\/w\/[0-9a-f-]{36}$/);
    await openList(operator, 'Workspaces');
    await operator.getByPlaceholder('Name or owner').fill('Spare hold');
    await expect(operator.getByRole('row')).toHaveCount(2);
    const row = operator.getByRole('row').filter({ hasText: 'Spare hold' });
    for (const [act, state] of [
      ['Suspend', 'suspended'],
      ['Resume', 'active'],
    ] as const) {
      await row.getByRole('checkbox').check();
      await operator.getByRole('button', { name: act, exact: true }).click();
      await confirmWithReason(operator, act, 'a test of many');
      await expect(row.getByText(state, { exact: true })).toBeVisible();
    }
    const download = operator.waitForEvent('download');
    await operator.getByRole('button', { name: 'Export' }).click();
    const file = readFileSync(await (await download).path(), 'utf8');
    expect(file).toMatch(/^id,name,ownerEmail,state,/);
    expect(file).toContain(`Spare hold,${person.email},active`);
    await customer.goto(workplace);
    await expect(syncStatus(customer)).toHaveText('Synced');
  });

  await test.step('an endpoint of another system: its secret is shown once, a test goes out and stands in the list', async () => {
    await openList(operator, 'Webhooks');
    await operator.getByRole('link', { name: 'Register endpoint' }).first().click();
    await operator.getByLabel('Address').fill('https://crm.example.org/hooks');
    await operator.getByRole('checkbox', { name: /^workspace\.created/ }).check();
    await operator.getByRole('button', { name: 'Save' }).click();
    await expect(operator.getByText(/^whsec_/)).toBeVisible();
    await operator.getByRole('link', { name: 'Go on to the endpoint' }).click();
    await expect(operator.getByText(/^whsec_/)).toBeHidden();
    await operator.getByRole('button', { name: 'Send a test' }).click();
    await operator.getByRole('dialog').getByRole('button', { name: 'Send a test' }).click();
    await operator.getByRole('tab', { name: 'Deliveries' }).click();
    await expect(operator.getByRole('row').filter({ hasText: 'workspace.created' })).toBeVisible();
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
      // A filter that is still being taken up would lead back here from the next page.
      await expect(operator).toHaveURL(new RegExp(what));
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
