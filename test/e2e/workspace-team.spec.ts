/** A team at work: people come, change roles and go, and each screen says so. */
import { readFileSync } from 'node:fs';
import { OperatorApi } from './support/operator-api.js';
import { addTask, createFirstWorkspace, openTasks, syncStatus } from './support/portal.js';
import { expect, report, test } from './support/test.js';
import { arrive, invite, inviteByMail, memberRow } from './support/workspaces.js';

/** A store opens in half a second; a machine that runs other tests beside may need far longer. */
const OPENS = { timeout: 45_000 };

test('a team: invite, join, change roles, remove somebody at work', async ({ product, newProfile }) => {
  test.setTimeout(300_000);
  const mia = await newProfile();
  await arrive(mia, product, 'Mia Harbour');
  const id = await createFirstWorkspace(mia, 'Harbour');
  await mia.goto(`/w/${id}/members`);
  await expect(mia.getByRole('heading', { name: 'Members' })).toBeVisible();

  const noa = await newProfile();
  const person = { name: 'Noa Quay', email: `noa-${Date.now()}@example.org`, password: 'three lanterns on the quay' };

  await test.step('invite → mail → somebody new signs up → member on both screens, without a reload', async () => {
    const link = await inviteByMail(mia, product, person.email);
    await noa.goto(link);
    await expect(noa.getByRole('heading', { name: 'Join Harbour' })).toBeVisible();
    expect(noa.url()).not.toContain('token');
    await noa.getByRole('link', { name: 'Create an account and join' }).click();
    await noa.getByLabel('Your name').fill(person.name);
    await noa.getByLabel('Email address').fill(person.email);
    await noa.getByLabel('Password', { exact: true }).fill(person.password);
    await noa.getByRole('button', { name: 'Create account' }).click();
    // The mail proved the address: there is nothing to confirm.
    await noa.getByRole('button', { name: 'Accept invitation' }).click();
    await expect(noa.getByRole('heading', { level: 1, name: 'Harbour', exact: true })).toBeVisible(OPENS);
    await expect(memberRow(mia, 'Noa Quay')).toBeVisible();
  });

  await test.step('a changed role shows on the other screen', async () => {
    await openTasks(noa, id);
    await mia.getByLabel('Role of Noa Quay').selectOption('viewer');
    await expect(noa.getByText('Your role in this workspace allows reading only.')).toBeVisible();
    await expect(syncStatus(noa)).toHaveText('Synced, read only', OPENS);
    await mia.getByLabel('Role of Noa Quay').selectOption('member');
    await expect(noa.getByLabel('New task')).toBeVisible(OPENS);
  });

  await test.step('a refused role goes back, with a message that is read aloud, and the focus', async () => {
    const own = mia.getByLabel('Role of Mia Harbour');
    await own.focus();
    await own.selectOption('member');
    const region = mia.getByRole('status').filter({ hasText: 'The role of Mia Harbour was not changed to Member' });
    await expect(region).toContainText('A workspace needs an owner');
    await expect(region).toHaveAttribute('aria-live', 'polite');
    await expect(own).toHaveValue('owner');
    await expect(own).toBeFocused();
  });

  await test.step('offline: an invitation waits, a role and a removal are refused with a reason; a reload keeps it', async () => {
    await mia.context().setOffline(true);
    await mia.getByLabel('Email address').fill('tom@example.org');
    await mia.getByRole('button', { name: 'Send invitation' }).click();
    await expect(mia.getByText('1 change waits on this device')).toBeVisible();
    await expect(mia.getByText('While you are offline roles stay as they are')).toBeVisible();
    await expect(mia.getByLabel('Role of Noa Quay')).toBeDisabled();
    await expect(mia.getByRole('button', { name: 'Remove Noa Quay' })).toBeDisabled();
    await mia.context().setOffline(false);
    await expect(mia.getByRole('button', { name: 'Send the invitation to tom@example.org again' })).toBeVisible();
    await expect(mia.getByText('1 change waits on this device')).toHaveCount(0);
    expect((await product.inbox.lettersTo('tom@example.org')).length).toBeLessThanOrEqual(1);
  });

  const operator = await OperatorApi.signIn(product);
  const remove = async () => {
    await mia.getByRole('button', { name: 'Remove Noa Quay' }).click();
    await mia.getByRole('button', { name: 'Remove', exact: true }).click();
  };
  const download = async () => {
    const [file] = await Promise.all([
      noa.waitForEvent('download'),
      noa.getByRole('button', { name: 'Download what was not sent' }).click(),
    ]);
    return JSON.parse(readFileSync(await file.path(), 'utf8')) as object;
  };

  await test.step('removed while typing: the socket is closed, the reason stands there, the text can be taken along', async () => {
    await expect(syncStatus(noa)).toHaveText('Synced', OPENS);
    await noa.getByLabel('New task').fill('half a sentence');
    const reason = noa.getByRole('heading', { name: 'You are no longer in Harbour' });
    const begun = performance.now();
    await remove();
    await reason.waitFor({ state: 'visible', timeout: 30_000 });
    report('removal asked for to reason seen, ms', String(Math.round(performance.now() - begun)));
    await expect.poll(() => operator.connectionsOf(person.email)).toEqual([]);
    await expect(memberRow(mia, 'Noa Quay')).toHaveCount(0);
    await expect(noa.getByText('What you were typing is kept too.')).toBeVisible(OPENS);
    expect(await download()).toMatchObject({ workspace: 'Harbour', changes: [], typed: ['half a sentence'] });
    expect(await localCopies()).toEqual([]);
  });

  await test.step('invited again, the invitation comes to the open page', async () => {
    await noa.getByRole('button', { name: 'Discard it' }).click();
    await noa.getByRole('dialog').getByRole('button', { name: 'Discard it' }).click();
    await noa.getByRole('link', { name: 'Go to my workspaces' }).click();
    await invite(mia, person.email);
    await noa.getByRole('button', { name: 'Accept the invitation to Harbour' }).click();
    await expect(noa.getByRole('heading', { level: 1, name: 'Harbour', exact: true })).toBeVisible(OPENS);
  });

  await test.step('removed while offline with a change that was not sent: it can be taken along, the copy goes', async () => {
    await openTasks(noa, id);
    await expect(syncStatus(noa)).toHaveText('Synced', OPENS);
    await noa.context().setOffline(true);
    await addTask(noa, 'Never sent');
    await expect(syncStatus(noa)).toHaveText('Offline — 1 change kept on this device');
    await remove();
    await expect.poll(() => operator.connectionsOf(person.email)).toEqual([]);
    await noa.context().setOffline(false);
    await expect(noa.getByRole('heading', { name: 'You are no longer in Harbour' })).toBeVisible(OPENS);
    await expect(noa.getByText('1 change of yours was never sent.')).toBeVisible(OPENS);
    expect(await download()).toMatchObject({
      workspace: 'Harbour',
      changes: [{ change: 'task added', values: { title: 'Never sent' } }],
    });
    expect(await localCopies()).toEqual([]);
  });

  /** Folders of LiveStore on this device. */
  function localCopies(): Promise<string[]> {
    return noa.evaluate(async () => {
      const names: string[] = [];
      for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
      return names.filter((name) => name.startsWith('livestore-'));
    });
  }

  await test.step('the wrong account is told so, and goes on with the right one; nothing is used up', async () => {
    const link = await inviteByMail(mia, product, person.email, 'Viewer');
    await mia.goto(link);
    await mia.getByRole('button', { name: 'Accept invitation' }).click();
    await expect(mia.getByRole('heading', { name: 'This invitation is for another account' })).toBeVisible();
    await mia.getByRole('button', { name: 'Sign out and continue' }).click();
    await mia.getByRole('link', { name: 'Sign in' }).click();
    await mia.getByLabel('Email address').fill(person.email);
    await mia.getByLabel('Password', { exact: true }).fill(person.password);
    await mia.getByRole('button', { name: 'Sign in' }).click();
    await mia.getByRole('button', { name: 'Accept invitation' }).click();
    await expect(mia.getByRole('heading', { level: 1, name: 'Harbour', exact: true })).toBeVisible(OPENS);
    await mia.goto(link);
    await expect(mia.getByRole('heading', { name: 'This invitation was answered already' })).toBeVisible();
  });
});
