import { signInAsOperator } from './support/console.js';
import { expect, test } from './support/test.js';

test('the menu of a console made narrow steps aside, comes when asked, and is back beside the page after', async ({
  product,
  newProfile,
}) => {
  const page = await newProfile();
  await page.setViewportSize({ width: 1280, height: 800 });
  await signInAsOperator(page, product.operator);
  const heading = page.getByRole('heading', { name: 'Dashboard', level: 1 });
  const users = page.getByRole('menuitem', { name: 'Users', exact: true });
  await expect(users).toBeVisible();

  await page.setViewportSize({ width: 390, height: 800 });
  await expect(users).toBeHidden();
  await expect(heading).toBeVisible();
  await page.getByRole('button', { name: 'Open menu' }).click();
  await users.click();
  await expect(page.getByRole('heading', { name: 'Users', level: 1 })).toBeVisible();

  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(users).toBeVisible();
});
