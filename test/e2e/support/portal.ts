/** What a customer does in the portal, step by step, as a person would. */
import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { linkIn } from './inbox.js';
import type { Login, Product } from './product.js';

export interface Person extends Login {
  readonly name: string;
}

export function newPerson(name = 'Mia Harbour'): Person {
  return {
    name,
    email: `${randomUUID().slice(0, 8)}@example.org`,
    password: `three lanterns ${randomUUID().slice(0, 8)}`,
  };
}

/** Signs up, takes the mail out of the inbox, follows its link and presses the button. */
export async function signUp(page: Page, product: Product, person: Person): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('Email address').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your inbox' })).toBeVisible();
  const letter = await product.inbox.letterTo(person.email, /^Confirm your address/);
  await page.goto(linkIn(letter, /confirm/));
  await page.getByRole('button', { name: 'Confirm address' }).click();
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();
}

export async function signIn(page: Page, login: Login): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, login);
  await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible();
}

/** The sign-in form is on the page already. */
export async function fillSignIn(page: Page, login: Login): Promise<void> {
  await page.getByLabel('Email address').fill(login.email);
  await page.getByLabel('Password', { exact: true }).fill(login.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Creates a workspace on the first-run page and waits until its store has opened. Answers the workspace's id. */
export async function createFirstWorkspace(page: Page, name: string): Promise<string> {
  await page.getByLabel('Name of the workspace').fill(name);
  await page.getByRole('button', { name: 'Create workspace' }).click();
  await page.waitForURL(/\/w\/[0-9a-f-]{36}/);
  const [, id] = /\/w\/([0-9a-f-]{36})/.exec(page.url()) ?? [];
  await openTasks(page, id ?? '');
  return id ?? '';
}

export async function openTasks(page: Page, workspaceId: string): Promise<void> {
  await page.goto(`/w/${workspaceId}/tasks`);
  await expect(page.getByLabel('New task')).toBeVisible({ timeout: 60_000 });
}

/** Adds a task and looks whether the page may be left, as its browser would ask; Playwright leaves without asking. */
export async function addTask(page: Page, title: string): Promise<void> {
  await addTaskQuickly(page, title);
  await expect(task(page, title)).not.toHaveCount(0);
  const mayLeave = () => page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true })));
  await expect.poll(mayLeave, { intervals: [20, 50, 100] }).toBe(true);
}

/** The same for who goes on at once. */
export async function addTaskQuickly(page: Page, title: string): Promise<void> {
  await page.getByLabel('New task').fill(title);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
}

export function task(page: Page, title: string) {
  return page.getByRole('listitem').filter({ hasText: title });
}

export function syncStatus(page: Page) {
  return page.getByRole('status', { name: 'Sync' });
}

/** Titles of the open tasks in their order. */
export async function openTitles(page: Page): Promise<string[]> {
  return page
    .getByRole('list', { name: 'To do' })
    .getByRole('checkbox')
    .evaluateAll((boxes) => boxes.map((box) => (box.getAttribute('aria-label') ?? '').replace(/^Done: /, '')));
}
