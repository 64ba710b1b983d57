/** What people do with workspaces and invitations, and what the machine behind shows of it. */
import type { BrowserContext, Page } from '@playwright/test';
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

/** From the page of the members, on which the inviter stands. */
export async function invite(page: Page, email: string, role?: string): Promise<void> {
  await page.getByLabel('Email address').fill(email);
  if (role) await page.getByLabel('Role', { exact: true }).selectOption({ label: role });
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await expect(page.getByText(`The invitation is on its way to ${email}.`)).toBeVisible();
}

export async function invitationLink(product: Product, email: string): Promise<string> {
  return linkIn(await product.inbox.letterTo(email, /invites you to/), /invitation/);
}

/** Invites, and answers the link of the letter that comes for it, not of one that came before. */
export async function inviteByMail(page: Page, product: Product, email: string, role?: string): Promise<string> {
  const letters = async () => (await product.inbox.lettersTo(email)).length;
  const before = await letters();
  await invite(page, email, role);
  await expect.poll(letters, { timeout: 20_000 }).toBe(before + 1);
  return invitationLink(product, email);
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

export function memberRow(page: Page, name: string) {
  return page
    .getByRole('listitem')
    .filter({ hasText: name })
    .filter({ has: page.locator('select, .MuiChip-root') });
}

/** Workers of this profile, and the heap of the page after a collection, in bytes. */
export async function footprint(context: BrowserContext, page: Page): Promise<{ workers: number; heap: number }> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number };
  const { targetInfos } = (await cdp.send('Target.getTargets')) as { targetInfos: { type: string }[] };
  await cdp.detach();
  const shared = targetInfos.filter(({ type }) => type === 'shared_worker').length;
  return { workers: page.workers().length + shared, heap: usedSize };
}
