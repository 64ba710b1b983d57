/** The main job: from nothing to two devices that share one store and keep it through trouble. */
import type { Page } from '@playwright/test';
import {
  addTask,
  createFirstWorkspace,
  fillSignIn,
  newPerson,
  openTasks,
  openTitles,
  signIn,
  signUp,
  syncStatus,
  task,
} from './support/portal.js';
import { expect, report, test } from './support/test.js';

/** When a text came into the page, to the frame: Playwright itself looks only every half second. */
function whenSeen(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () =>
          document.body.textContent.includes(wanted) ? resolve(Date.now()) : requestAnimationFrame(look);
        look();
      }),
    text,
  );
}

test('a person signs up, works on two devices, goes offline, and loses nothing when the server dies', async ({
  product,
  newProfile,
}) => {
  test.setTimeout(240_000);
  const person = newPerson();
  const a = await newProfile();

  await test.step('sign-up, mail, confirmation, sign-in', async () => {
    await signUp(a, product, person);
    await a.goto('/sign-in');
    await fillSignIn(a, person);
  });

  const workspace = await test.step('first workspace, store active', async () => {
    const id = await createFirstWorkspace(a, 'Harbour team');
    await expect(syncStatus(a)).toHaveText('Synced');
    return id;
  });

  const b = await newProfile();
  await test.step('the second device opens the same store', async () => {
    await signIn(b, person);
    await openTasks(b, workspace);
    await expect(syncStatus(b)).toHaveText('Synced');
  });

  await test.step('a task typed in A appears in B; how long it took is printed', async () => {
    // Warms both ends; what is measured is the way of a change, not the first rendering of a list.
    await addTask(a, 'Count the ropes');
    await expect(task(b, 'Count the ropes')).toBeVisible();
    const times: number[] = [];
    for (const title of ['Paint the bow', 'Mend the sail', 'Order tar']) {
      await a.getByLabel('New task').fill(title);
      const seen = whenSeen(b, title);
      const begun = Date.now();
      await a.getByRole('button', { name: 'Add', exact: true }).click();
      times.push((await seen) - begun);
    }
    report('A to B, ms', times.join(' '));
  });

  await test.step('A works offline, B goes on, both converge', async () => {
    await a.context().setOffline(true);
    await addTask(a, 'Written offline in A');
    await expect(syncStatus(a)).toHaveText('Offline — 1 change kept on this device');
    await addTask(b, 'Written meanwhile in B');
    await expect(syncStatus(b)).toHaveText('Synced');
    await a.context().setOffline(false);
    for (const page of [a, b]) {
      await expect(task(page, 'Written offline in A')).toBeVisible({ timeout: 30_000 });
      await expect(task(page, 'Written meanwhile in B')).toBeVisible();
      await expect(syncStatus(page)).toHaveText('Synced');
    }
    expect(await openTitles(a)).toEqual(await openTitles(b));
  });

  await test.step('the server is killed and comes back: nothing acknowledged is lost, nothing appears twice', async () => {
    const before = await openTitles(a);
    const killed = product.killServer();
    await addTask(a, 'Written while the server was dead');
    await killed;
    for (const page of [a, b]) {
      await expect(task(page, 'Written while the server was dead')).toHaveCount(1, { timeout: 45_000 });
      await expect(syncStatus(page)).toHaveText('Synced', { timeout: 45_000 });
    }
    expect((await openTitles(a)).toSorted()).toEqual([...before, 'Written while the server was dead'].toSorted());
    expect(await openTitles(b)).toEqual(await openTitles(a));
    await b.reload();
    await expect(task(b, 'Written while the server was dead')).toHaveCount(1, { timeout: 30_000 });
    expect(await openTitles(b)).toEqual(await openTitles(a));
  });
});

test('by code on another device, and a workspace that is not one’s own stays closed', async ({
  product,
  newProfile,
}) => {
  const person = newPerson('Noa Quay');
  const page = await newProfile();
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('Email address').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  const letter = await product.inbox.letterTo(person.email, /^Confirm your address/);
  const [code] = /\b[A-Z0-9]{4}-?[A-Z0-9]{4}\b/.exec(letter.text ?? '') ?? [];
  await page.getByLabel('Code').fill(code ?? '');
  await page.getByRole('button', { name: 'Confirm address' }).click();
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();

  await page.goto('/w/01890000-0000-7000-8000-000000000000/tasks');
  await fillSignIn(page, person);
  await expect(page.getByRole('heading', { name: 'This workspace is not open to you' })).toBeVisible();
});
