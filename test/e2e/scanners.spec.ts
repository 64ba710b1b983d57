/** Scanners open every link of a mail; it still works for the person, once, and a second press gets a kind answer. */
import type { Page } from '@playwright/test';
import { linkIn } from './support/inbox.js';
import { newPerson, type Person, signUp } from './support/portal.js';
import type { Product } from './support/product.js';
import { scan } from './support/scanner.js';
import { expect, test } from './support/test.js';

interface MailedLink {
  readonly name: string;
  /** Brings the person to where the mail is sent. */
  readonly cause: (page: Page, product: Product, person: Person) => Promise<void>;
  readonly subject: RegExp;
  readonly path: RegExp;
  /** What the page asks the person for before its button. */
  readonly fill?: (page: Page) => Promise<void>;
  readonly button: string;
  /** Headings of the page afterwards, and where it was pressed again. */
  readonly done: string;
  readonly again: string | RegExp;
}

const links: readonly MailedLink[] = [
  {
    name: 'recovery',
    cause: async (page, product, person) => {
      await signUp(page, product, person);
      await askForRecovery(page, person);
    },
    subject: /^Choose a new password/,
    path: /reset/,
    fill: (page) => page.getByLabel('New password').fill('nine gulls over the pier'),
    button: 'Save the password',
    done: 'Your password is new',
    again: 'This link has done its work',
  },
  {
    name: 'confirmation',
    cause: async (page, _product, person) => {
      await page.goto('/sign-up');
      await page.getByLabel('Your name').fill(person.name);
      await page.getByLabel('Email address').fill(person.email);
      await page.getByLabel('Password', { exact: true }).fill(person.password);
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByRole('heading', { name: 'Look into your inbox' })).toBeVisible();
    },
    subject: /^Confirm your address/,
    path: /confirm/,
    button: 'Confirm address',
    done: 'Your address is confirmed',
    again: /used already/,
  },
];

for (const { name, cause, subject, path, fill, button, done, again } of links) {
  test(`the link of a mail survives its scanner: ${name}`, async ({ product, newProfile }) => {
    const person = newPerson();
    await cause(await newProfile(), product, person);
    const link = linkIn(await product.inbox.letterTo(person.email, subject), path);
    await scan(link, newProfile);

    const first = await newProfile();
    const second = await newProfile();
    // Both know the link as a good one before either uses it.
    for (const page of [first, second]) {
      await page.goto(link);
      await fill?.(page);
    }
    await expect(second.getByRole('button', { name: button })).toBeVisible();
    await first.getByRole('button', { name: button }).click();
    await expect(first.getByRole('heading', { name: done })).toBeVisible();
    await second.getByRole('button', { name: button }).click();
    await expect(second.getByRole('alert').filter({ hasText: again })).toBeVisible();
  });
}

async function askForRecovery(page: Page, { email }: Person): Promise<void> {
  await page.goto('/recover');
  await page.getByLabel('Email address').fill(email);
  await page.getByRole('button', { name: 'Send the mail' }).click();
  await expect(page.getByRole('heading', { name: 'Look into your inbox' })).toBeVisible();
}
