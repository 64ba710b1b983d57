/** What operators see of mails: the log with its filters, previews, figures, the templates, and the smoke test. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { findings } from './support/axe.js';
import { signInAsOperator } from './support/console.js';
import { newPerson, signUp } from './support/portal.js';
import { expect, test } from './support/test.js';

const launcher = path.resolve(import.meta.dirname, '../../launcher/run.mjs');

test('a mail is found, looked at with its secrets masked, and sent again when it may be', async ({
  product,
  newProfile,
}) => {
  const person = newPerson();
  await signUp(await newProfile(), product, person);
  const page = await newProfile();
  await signInAsOperator(page, product.operator);
  await page.goto('/console/mails');
  await page.getByPlaceholder('Recipient, subject or mail').fill(person.email);
  await expect(page).toHaveURL(/filter=/);
  const row = page.getByRole('row').filter({ hasText: person.email }).filter({ hasText: 'auth.confirm-address' });
  await expect(row.getByText('sent', { exact: true })).toBeVisible();

  await page.reload();
  await expect(page.getByPlaceholder('Recipient, subject or mail')).toHaveValue(person.email);
  await row.click();
  await expect(page.getByText('The mail server has taken it.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send again' })).toHaveCount(0);
  const frame = page.frameLocator('iframe[title^="Preview"]');
  await expect(frame.getByRole('heading', { name: /Welcome/ })).toBeVisible();
  await page.getByRole('button', { name: 'Plain text' }).click();
  await expect(page.locator('pre')).toContainText('•••');
  expect(await page.content()).not.toMatch(/#token=[\w-]{20}/);

  await page.goto(`/console/mails?filter=${encodeURIComponent(JSON.stringify({ q: 'nobody-has-this' }))}`);
  await expect(page.getByText(/Nothing matches this search/)).toBeVisible();
});

test('every mail can be looked at in both languages and parts, light and dark, wide and narrow', async ({
  product,
  newProfile,
}) => {
  const page = await newProfile();
  await signInAsOperator(page, product.operator);
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/.test(message.text())) refused.push(message.text());
  });
  await page.goto('/console/mail-templates');
  await page.getByRole('row').filter({ hasText: 'reset.recover-account' }).click();
  const frame = page.frameLocator('iframe[title^="Preview"]');
  const card = frame.locator('.card');
  await expect(frame.getByRole('heading', { name: 'Back into your account' })).toBeVisible();
  await expect(card).toHaveCSS('background-color', 'rgb(255, 255, 255)');

  await page.getByRole('button', { name: 'Dark', exact: true }).click();
  await expect(card).toHaveCSS('background-color', 'rgb(18, 40, 61)');
  await page.getByRole('button', { name: 'German' }).click();
  await expect(frame.getByRole('heading', { name: 'Zurück in Ihr Konto' })).toBeVisible();
  await page.getByRole('button', { name: 'Phone' }).click();
  await expect.poll(async () => (await page.locator('iframe').boundingBox())?.width).toBeLessThanOrEqual(390);

  // Nothing in a preview leads away.
  await frame.getByRole('link', { name: 'Neues Passwort wählen' }).click();
  await expect(frame.getByRole('heading', { name: 'Zurück in Ihr Konto' })).toBeVisible();
  expect(page.context().pages()).toHaveLength(1);
  expect(refused).toEqual([]);

  await page.getByRole('button', { name: 'Plain text' }).click();
  await expect(page.locator('pre')).toContainText('Neues Passwort wählen:');
  expect(await findings(page, 'template, plain text')).toEqual([]);
});

test('figures count what was sent, as a chart and as a table, and say when they cannot be had', async ({
  product,
  newProfile,
}) => {
  await signUp(await newProfile(), product, newPerson());
  const page = await newProfile();
  await signInAsOperator(page, product.operator);
  await page.goto('/console/mail-overview');
  await expect(page.getByRole('img', { name: /Mails by when they were queued: Sent \d+/ })).toBeVisible();
  const chart = page.getByRole('region', { name: 'Mails by when they were queued', exact: true });
  await chart.getByRole('button', { name: 'Show as table' }).click();
  await expect(chart.getByRole('columnheader', { name: 'Hour (UTC)' })).toBeVisible();
  expect(await findings(page, 'mail overview, as a table')).toEqual([]);
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  await expect(page).toHaveURL(/period=month/);
  await expect(chart.getByRole('columnheader', { name: 'Day (UTC)' })).toBeVisible();

  await page.route('**/api/console/mail-figures*', (route) =>
    route.fulfill({ status: 503, json: { code: 'busy', message: 'Busy.', requestId: 'r-1' } }),
  );
  await page.reload();
  await expect(page.getByText('The figures of mails could not be loaded')).toBeVisible();
  await expect(page.getByText('Request r-1')).toBeVisible();
  await page.unroute('**/api/console/mail-figures*');
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByRole('img', { name: /Mails by when/ })).toBeVisible();
});

test('the smoke test goes the whole way by the command line and the inbox, and leaves nobody in the list', async ({
  product,
  newProfile,
}) => {
  const { stdout } = await promisify(execFile)(process.execPath, [launcher, 'purser', 'smoke', '--url', product.url], {
    env: { ...process.env, NODE_ENV: 'development', PURSER_MAIL_UI_PORT: String(product.mailUiPort) },
  });
  expect(stdout.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual([]);
  expect(stdout).toMatch(/ok {4}the session is renewed \([\d,]+ ms\)/);
  expect(stdout).toMatch(/ok {4}clean up/);
  const page = await newProfile();
  await signInAsOperator(page, product.operator);
  await page.goto(`/console/users?filter=${encodeURIComponent(JSON.stringify({ q: 'smoke+' }))}`);
  await expect(page.getByText(/Nothing matches this search/)).toBeVisible();
});
