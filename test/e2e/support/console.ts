/** What an operator does in the console. */
import { expect, type Page } from '@playwright/test';
import type { Login } from './product.js';

export async function signInAsOperator(page: Page, operator: Login): Promise<void> {
  await page.goto('/console/');
  await page.getByLabel('Email').fill(operator.email);
  await page.getByLabel('Password').fill(operator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Dashboard', level: 1 })).toBeVisible();
}

/** Opens a list of the menu. */
export async function openList(page: Page, name: string): Promise<void> {
  await page.getByRole('menuitem', { name, exact: true }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

/** Answers the question that an action asks, with a reason. */
export async function confirmWithReason(page: Page, action: string, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: action });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: action }).click();
  await expect(dialog).toBeHidden();
}
