/** What companies' mail scanners do to every link before its owner sees it. */
import type { Page } from '@playwright/test';
import { expect } from './test.js';

/** Asks for it as scanners do, then opens it in a browser that runs the page's scripts, and presses nothing. */
export async function scan(link: string, newProfile: () => Promise<Page>): Promise<void> {
  for (const method of ['HEAD', 'GET', 'GET', 'GET']) {
    const answer = await fetch(link, { method, redirect: 'follow' });
    await answer.arrayBuffer();
    expect(answer.status, method).toBe(200);
  }
  const page = await newProfile();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await page.close();
}
