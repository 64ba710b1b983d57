/** What people do with workspaces and invitations. */
import type { Page } from '@playwright/test';
import { linkIn } from './inbox.js';
import { fillSignIn, newPerson, type Person, signUp } from './portal.js';
import type { Product } from './product.js';
import { expect } from './test.js';

/** Somebody new, signed in on a page of their own, at the first run. */
export async function arrive(page: Page, product: Product, name: string): Promise<Person> {
  const person = newPerson(name);
  await signUp(page, product, person);
  await page.goto('/sign-in');
  await fillSignIn(page, person);
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible();
  return person;
}

export async function invitationLink(product: Product, email: string): Promise<string> {
  return linkIn(await product.inbox.letterTo(email, /invites you to/), /invitation/);
}

/** Creates a further workspace by the switcher; answers its id. */
export async function createWorkspace(page: Page, name: string): Promise<string> {
  await page.goto('/workspaces/new');
  await page.getByLabel('Name of the workspace').fill(name);
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.waitForURL(/\/w\/[0-9a-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible({ timeout: 30_000 });
  return page.url().slice(-36);
}

export function currentWorkspace(page: Page): string {
  return /\/w\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}
