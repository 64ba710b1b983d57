/** The mails of an account, and what their links do: confirmed after a slip, moved and taken back, a sign-in disowned. */
import type { Page } from '@playwright/test';
import { findings } from './support/axe.js';
import { linkIn } from './support/inbox.js';
import { createFirstWorkspace, fillSignIn, newPerson, signIn, signUp } from './support/portal.js';
import type { Product } from './support/product.js';
import { expect, test } from './support/test.js';

/** What a mail scanner does before the person: nothing of it may spend the link. */
async function scan(link: string, newProfile: () => Promise<Page>): Promise<void> {
  for (const method of ['HEAD', 'GET', 'GET', 'GET']) await fetch(link, { method });
  const scanner = await newProfile();
  await scanner.goto(link);
  await expect(scanner.getByRole('button', { name: /address|This wasn’t me/ }).first()).toBeVisible();
  await scanner.close();
}

async function codeTo(product: Product, address: string, subject: RegExp): Promise<string> {
  const letter = await product.inbox.letterTo(address, subject);
  const [code] = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(letter.text ?? '') ?? [];
  return code ?? '';
}

test('a mistyped address is corrected before it is confirmed; the person is welcomed, and leaves for good', async ({
  product,
  page,
  newProfile,
}) => {
  const person = newPerson('Nora Slip');
  const mistyped = `slip-${person.email}`;

  await test.step('signs up with a slip of the finger', async () => {
    await page.goto('/sign-up');
    await expect(page.locator('input[name=website]')).not.toBeInViewport();
    await page.getByLabel('Your name').fill(person.name);
    await page.getByLabel('Email address').fill(mistyped);
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('heading', { name: 'Look into your inbox' })).toBeVisible();
    await expect(page.getByRole('button', { name: /Send again in \d+ s/ })).toBeDisabled();
  });

  const dead = linkIn(await product.inbox.letterTo(mistyped, /^Confirm your address/), /confirm/);
  await test.step('corrects it; the first link is dead', async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Correct it' }).click();
    await page.getByLabel('The right address').fill(person.email);
    expect(await findings(page, 'the correction')).toEqual([]);
    await page.getByRole('button', { name: 'Send the mail there' }).click();
    await expect(page.getByText(`We wrote to ${person.email} instead.`)).toBeVisible();
    const other = await newProfile();
    await other.goto(dead);
    await other.getByRole('button', { name: 'Confirm address' }).click();
    await expect(other.getByRole('alert')).toContainText('no longer valid');
  });

  await test.step('confirms by the code of the mail to the right one, and is welcomed', async () => {
    await page.getByLabel('Code').fill(await codeTo(product, person.email, /^Confirm your address/));
    await page.getByRole('button', { name: 'Confirm address' }).click();
    await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeVisible();
    await product.inbox.letterTo(person.email, /^Welcome to/);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await fillSignIn(page, person);
    await expect(page.getByLabel('Name of the workspace')).toBeVisible();
  });

  await test.step('deletes the account: told why it is signed out, and by a last mail', async () => {
    await page.goto('/profile');
    await page.getByRole('button', { name: 'Delete account' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Delete account' }).click();
    await expect(dialog.getByText('This is not the address of your account')).toBeVisible();
    await dialog.getByLabel(`Type ${person.email} to confirm`).fill(person.email);
    expect(await findings(page, 'the deletion of an account')).toEqual([]);
    await dialog.getByRole('button', { name: 'Delete account' }).click();
    await expect(page.getByText('This account was deleted, and every device is signed out.')).toBeVisible();
    await product.inbox.letterTo(person.email, /was deleted$/);
    await fillSignIn(page, person);
    await expect(page.getByText('The address or the password is wrong.')).toBeVisible();
  });
});

test('an address moves when the new one is proven, and the old one takes it back', async ({
  product,
  page,
  newProfile,
}) => {
  test.setTimeout(120_000);
  const person = newPerson('Mo Vander');
  const next = `next-${person.email}`;
  await signUp(page, product, person);
  await signIn(page, person);

  await test.step('asks for the change with the password, sees that it waits', async () => {
    await page.goto('/security');
    const section = page.getByRole('region', { name: 'Address' });
    await section.getByLabel('New address').fill(next);
    await section.getByLabel('Current password').fill('not the password at all');
    await section.getByRole('button', { name: 'Change address' }).click();
    await expect(section.getByText('The current password is wrong; nothing was changed.')).toBeVisible();
    await section.getByLabel('Current password').fill(person.password);
    await section.getByRole('button', { name: 'Change address' }).click();
    await expect(section.getByText(`We wrote to ${next}.`)).toBeVisible();
    await expect(section.getByRole('button', { name: /Send again in \d+ s/ })).toBeDisabled();
    expect(await findings(page, 'a change that waits')).toEqual([]);
  });

  await test.step('gives it up, asks again, and confirms by the link on another device', async () => {
    const section = page.getByRole('region', { name: 'Address' });
    await section.getByRole('button', { name: 'Keep the old address' }).click();
    await section.getByLabel('New address').fill(next);
    await section.getByLabel('Current password').fill(person.password);
    await section.getByRole('button', { name: 'Change address' }).click();
    await expect(section.getByText(`We wrote to ${next}.`)).toBeVisible();
    await expect.poll(async () => (await product.inbox.lettersTo(next)).length).toBe(2);
    const link = linkIn(await product.inbox.letterTo(next, /^Confirm your new address/), /change-address/);
    await scan(link, newProfile);
    const other = await newProfile();
    await other.goto(link);
    await expect.poll(() => new URL(other.url()).hash).toBe('');
    await other.getByRole('button', { name: 'Use this address' }).click();
    await expect(other.getByRole('heading', { name: 'Your address is changed' })).toBeVisible();
    await page.reload();
    await expect(page.getByText(`You sign in with ${next}`)).toBeVisible();
    await product.inbox.letterTo(next, /^You sign in to/);
  });

  await test.step('the old address takes it back: everything is signed out, and a new password is chosen', async () => {
    const link = linkIn(await product.inbox.letterTo(person.email, /^The address of your/), /undo-address/);
    await scan(link, newProfile);
    const owner = await newProfile();
    await owner.goto(link);
    await expect(owner.getByText('Old address', { exact: true })).toBeVisible();
    expect(await findings(owner, 'taking a change back')).toEqual([]);
    await owner.getByRole('button', { name: 'Put the old address back' }).click();
    await expect(owner.getByRole('heading', { name: 'The old address is back' })).toBeVisible();
    await expect(page.getByText('Session ended to protect the account')).toBeVisible();
    const again = await newProfile();
    await again.goto(link);
    await expect(again.getByRole('alert')).toContainText('used already');
    const renewed = { ...person, password: 'a heron waits by the lock' };
    await owner.goto(linkIn(await product.inbox.letterTo(person.email, /^Choose a new password/), /reset/));
    await owner.getByLabel('New password').fill(renewed.password);
    await owner.getByRole('button', { name: 'Save the password' }).click();
    await expect(owner.getByRole('heading', { name: 'Your password is new' })).toBeVisible();
    await signIn(owner, renewed);
  });
});

test('a sign-in on a new device is mailed, and ends where it was not the person', async ({
  product,
  page,
  newProfile,
}) => {
  test.setTimeout(120_000);
  const person = newPerson('Ada Watch');
  await signUp(page, product, person);
  await page.goto('/sign-in');
  await fillSignIn(page, person);
  await createFirstWorkspace(page, 'Watch house');

  const stranger = await newProfile();
  await stranger.goto('/sign-in');
  await fillSignIn(stranger, person);
  await expect(stranger.getByRole('button', { name: /^Account of/ })).toBeVisible();

  const letter = await product.inbox.letterTo(person.email, /^New sign-in to/);
  const link = linkIn(letter, /not-me/);
  await test.step('scanners open the link, and nobody is signed out', async () => {
    await scan(link, newProfile);
    await stranger.reload();
    await expect(stranger.getByRole('button', { name: /^Account of/ })).toBeVisible();
  });

  await test.step('“This wasn’t me” ends that session, with its reason, and only that one', async () => {
    const owner = await newProfile();
    await owner.goto(link);
    await expect(owner.getByText(/Chrome/)).toBeVisible();
    expect(await findings(owner, 'a disowned sign-in')).toEqual([]);
    await owner.getByRole('button', { name: 'This wasn’t me: end it' }).click();
    await expect(owner.getByRole('heading', { name: 'That session is over' })).toBeVisible();
    await expect(stranger.getByText('Session ended to protect the account')).toBeVisible();
    await fillSignIn(stranger, person);
    await expect(stranger.getByText('The address or the password is wrong.')).toBeVisible();
    await page.reload();
    await expect(page.getByRole('button', { name: /^Account of/ })).toBeVisible();
  });

  await test.step('the mail with the way to a new password came by itself', async () => {
    const owner = await newProfile();
    await owner.goto(linkIn(await product.inbox.letterTo(person.email, /^Choose a new password/), /reset/));
    await owner.getByLabel('New password').fill('nine gulls over the pier');
    await owner.getByRole('button', { name: 'Save the password' }).click();
    await expect(owner.getByRole('heading', { name: 'Your password is new' })).toBeVisible();
  });
});
