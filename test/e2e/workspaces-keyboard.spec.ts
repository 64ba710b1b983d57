/** A team's work without a mouse, and on a phone: every step is reached by Tab, and nothing sticks out of the screen. */
import type { Locator, Page } from '@playwright/test';
import { newPerson, signUp } from './support/portal.js';
import { expect, test } from './support/test.js';
import { arrive, createWorkspace, currentWorkspace, invitationLink } from './support/workspaces.js';

/** Presses Tab until it has the focus; fails when it never gets it. */
async function tabTo(page: Page, target: Locator, most = 60): Promise<void> {
  await expect(target).toBeVisible({ timeout: 45_000 });
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

const press = (page: Page, key: string) => page.keyboard.press(key);

test('by keyboard alone: create, switch, invite, accept, change a role, remove, delete and bring back', async ({
  product,
  newProfile,
}) => {
  test.setTimeout(300_000);
  const page = await newProfile();
  const mia = newPerson('Mia Harbour');
  await signUp(page, product, mia);
  const noa = await newProfile();
  const guest = await arrive(noa, product, 'Noa Quay');

  await test.step('sign in, and create the first workspace', async () => {
    await page.goto('/sign-in');
    await tabTo(page, page.getByLabel('Email address'));
    await page.keyboard.type(mia.email);
    await press(page, 'Tab');
    await page.keyboard.type(mia.password);
    await press(page, 'Enter');
    await tabTo(page, page.getByLabel('Name of the workspace'));
    await page.keyboard.type('Harbour');
    await press(page, 'Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Harbour' })).toBeFocused({ timeout: 45_000 });
  });

  const quay = await createWorkspace(page, 'Quay');

  await test.step('the switcher opens, is walked by arrows, closes by Escape and gives the focus back', async () => {
    const switcher = page.getByRole('button', { name: /Switch workspace/ });
    await tabTo(page, switcher);
    await press(page, 'Enter');
    await press(page, 'ArrowDown');
    await expect(page.getByRole('link', { name: /^Harbour/ })).toBeFocused();
    await press(page, 'Escape');
    await expect(switcher).toBeFocused();
    await press(page, 'Enter');
    await press(page, 'ArrowDown');
    await press(page, 'Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Harbour' })).toBeFocused({ timeout: 45_000 });
    await press(page, 'Alt+2');
    await expect.poll(() => currentWorkspace(page)).toBe(quay);
  });

  await test.step('invite from the page of the members', async () => {
    await tabTo(page, page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Members' }));
    await press(page, 'Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeFocused();
    await tabTo(page, page.getByLabel('Email address'));
    await page.keyboard.type(guest.email);
    await press(page, 'Enter');
    await expect(page.getByText(`The invitation is on its way to ${guest.email}.`)).toBeVisible();
    await expect(page.getByLabel('Email address')).toBeFocused();
  });

  await test.step('accept on the page behind the link', async () => {
    await noa.goto(await invitationLink(product, guest.email));
    await tabTo(noa, noa.getByRole('button', { name: 'Accept invitation' }));
    await press(noa, 'Enter');
    await expect(noa.getByRole('heading', { level: 1, name: 'Quay' })).toBeVisible({ timeout: 45_000 });
  });

  await test.step('change a role, and ask before somebody is removed', async () => {
    await tabTo(page, page.getByLabel('Role of Noa Quay'));
    await press(page, 'ArrowDown');
    await expect(page.getByLabel('Role of Noa Quay')).toHaveValue('viewer');
    await expect(page.getByLabel('Role of Noa Quay')).toBeFocused();
    const remove = page.getByRole('button', { name: 'Remove Noa Quay' });
    await tabTo(page, remove);
    await press(page, 'Enter');
    await press(page, 'Escape');
    await expect(remove).toBeFocused();
    await press(page, 'Enter');
    await tabTo(page, page.getByRole('button', { name: 'Remove', exact: true }));
    await press(page, 'Enter');
    await expect(page.getByText('One person is in this workspace.')).toBeVisible();
  });

  await test.step('delete with the name typed, and bring it back', async () => {
    await page.goto(`/w/${quay}/settings`);
    await tabTo(page, page.getByRole('button', { name: 'Delete workspace' }));
    await press(page, 'Enter');
    await tabTo(page, page.getByLabel('Type its name to go on: Quay'));
    await page.keyboard.type('Quay');
    await press(page, 'Enter');
    await expect(page.getByRole('heading', { name: 'Quay was deleted' })).toBeVisible({ timeout: 45_000 });
    await tabTo(page, page.getByRole('button', { name: 'Bring it back' }));
    await press(page, 'Enter');
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible({ timeout: 45_000 });
  });

  await test.step('on a phone nothing sticks out', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of [
      `/w/${quay}`,
      `/w/${quay}/members`,
      `/w/${quay}/activity`,
      `/w/${quay}/settings`,
      '/workspaces',
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForTimeout(400);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
    }
  });
});
