/** The way back in: by the mail's link, by its code on another device, and sent by an operator. */
import { confirmWithReason, openList, signInAsOperator } from './support/console.js';
import { linkIn } from './support/inbox.js';
import { fillSignIn, newPerson, signIn, signUp } from './support/portal.js';
import { scan } from './support/scanner.js';
import { expect, test } from './support/test.js';

test('somebody who forgot the password chooses a new one, and the old session says why it ended', async ({
  product,
  newProfile,
}) => {
  const person = newPerson();
  const old = await newProfile();
  await signUp(old, product, person);
  await signIn(old, person);
  const page = await newProfile();
  const renewed = { ...person, password: 'nine gulls over the pier' };

  await test.step('asks for the mail from the sign-in page', async () => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('Email address').fill(person.email);
    await page.getByRole('button', { name: 'Send the mail' }).click();
    await expect(page.getByRole('heading', { name: 'Look into your inbox' })).toBeVisible();
  });

  await test.step('scanners open the link and nothing happens', async () => {
    const link = linkIn(await product.inbox.letterTo(person.email, /^Choose a new password/), /reset/);
    await scan(link, newProfile);
    await page.goto(link);
  });

  await test.step('chooses a new password; the token is not in the address bar', async () => {
    await expect(page.getByText(`${person.email.slice(0, 1)}•••@example.org`)).toBeVisible();
    expect(new URL(page.url()).hash).toBe('');
    await page.getByLabel('New password').fill('short');
    await page.getByRole('button', { name: 'Save the password' }).click();
    await expect(page.getByLabel('New password')).toBeFocused();
    await expect(page.getByText('Not strong enough yet')).toBeVisible();
    await page.getByLabel('New password').fill(renewed.password);
    await page.getByRole('button', { name: 'Save the password' }).click();
    await expect(page.getByRole('heading', { name: 'Your password is new' })).toBeVisible();
  });

  await test.step('the old session ended with its reason, and the new password signs in', async () => {
    await expect(old.getByText(/password was changed|Password changed/i).first()).toBeVisible();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await fillSignIn(page, renewed);
    await expect(page.getByLabel('Name of the workspace')).toBeVisible();
    await product.inbox.letterTo(person.email, /^Your password for .* was changed/);
  });

  await test.step('the link is spent', async () => {
    const link = linkIn(await product.inbox.letterTo(person.email, /^Choose a new password/), /reset/);
    const again = await newProfile();
    await again.goto(link);
    await expect(again.getByRole('heading', { name: 'This link has done its work' })).toBeVisible();
    await expect(again.getByRole('link', { name: 'Sign in' })).toBeVisible();
  });
});

test('the code of the mail does the same on a second device', async ({ product, newProfile }) => {
  const person = newPerson();
  const old = await newProfile();
  await signUp(old, product, person);
  await signIn(old, person);
  const phone = await newProfile();
  const renewed = { ...person, password: 'seven barges in the fog' };
  await phone.setViewportSize({ width: 390, height: 844 });
  await phone.goto('/recover');
  await phone.getByLabel('Email address').fill(person.email);
  await phone.getByRole('button', { name: 'Send the mail' }).click();
  await expect(phone.getByRole('heading', { name: 'Look into your inbox' })).toBeVisible();
  const letter = await product.inbox.letterTo(person.email, /^Choose a new password/);
  const [code = ''] = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(letter.text ?? '') ?? [];
  await phone.getByLabel('Code').fill(code);
  await phone.getByLabel('New password').fill(renewed.password);
  await expect(phone.getByText('Strength: very good')).toBeVisible();
  await phone.getByRole('button', { name: 'Save the password' }).click();
  await expect(phone.getByRole('heading', { name: 'Your password is new' })).toBeVisible();
  await expect(old.getByText(/password was changed|Password changed/i).first()).toBeVisible();
  await signIn(phone, renewed);
  await product.inbox.letterTo(person.email, /^Your password for .* was changed/);
});

test('an operator sends the mail, and its code is typed on another device', async ({ product, newProfile }) => {
  const person = newPerson();
  const device = await newProfile();
  await signUp(device, product, person);

  await test.step('the operator finds the person and sends it', async () => {
    const operator = await newProfile();
    await operator.goto('/console/');
    await signInAsOperator(operator, product.operator);
    await openList(operator, 'Users');
    await operator.getByPlaceholder('Name or address').fill(person.email);
    await expect(operator.getByRole('row')).toHaveCount(2);
    await operator.getByRole('row').filter({ hasText: person.email }).click();
    await operator.getByRole('button', { name: 'Send recovery mail' }).click();
    await confirmWithReason(operator, 'Send recovery mail', 'asked for it by phone');
    await expect(operator.getByText('The recovery mail is on its way.')).toBeVisible();
  });

  await test.step('the code does it where the mail is not', async () => {
    const letter = await product.inbox.letterTo(person.email, /^Choose a new password/);
    const [code] = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b/.exec(letter.text ?? '') ?? [];
    await device.goto('/reset');
    await device.getByLabel('Email address').fill(person.email);
    await device.getByLabel('Code').fill(code ?? '');
    const password = 'a heron waits by the lock';
    await device.getByLabel('New password').fill(password);
    await device.getByRole('button', { name: 'Save the password' }).click();
    await expect(device.getByRole('heading', { name: 'Your password is new' })).toBeVisible();
    await signIn(device, { ...person, password });
  });
});
