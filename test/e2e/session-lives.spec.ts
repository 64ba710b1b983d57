/** A session lives on through everything that is not its end. Access tokens live three seconds here, on the real server. */
import {
  addTask,
  createFirstWorkspace,
  fillSignIn,
  newPerson,
  signIn,
  signUp,
  syncStatus,
  task,
} from './support/portal.js';
import { watchRequests } from './support/requests.js';
import { expect, report, test } from './support/test.js';

const LIFE_MS = 3_000;
/** Renewed when 40 % of the life are left: a second renewal cannot come before. */
const RENEWED_AFTER_MS = LIFE_MS * 0.6;
const REFRESH = '/api/auth/refresh';

test.use({ variables: { AUTH_ACCESS_SECONDS: String(LIFE_MS / 1000) } });

test('in two tabs through ten expiries, a server that stumbles, no network, and what people clear by hand', async ({
  product,
  newProfile,
}) => {
  test.setTimeout(180_000);
  const person = newPerson('Mia Harbour');
  const board = await newProfile();
  const context = board.context();
  const asked = watchRequests(context);
  const addresses: string[] = [];
  await signUp(board, product, person);
  await board.goto('/sign-in');
  await fillSignIn(board, person);
  await createFirstWorkspace(board, 'Harbour team');
  await expect(syncStatus(board)).toHaveText('Synced');
  const profile = await context.newPage();
  await profile.goto('/profile');
  await profile.getByLabel('Your name').fill('Mia Half-typed');
  for (const page of [board, profile]) page.on('framenavigated', (frame) => addresses.push(frame.url()));

  await test.step('ten expiries: one refresh each for both tabs, one socket, nothing mounted anew', async () => {
    await board.getByLabel('New task').fill('half a sentence');
    await board.locator('main').evaluate((main) => main.setAttribute('data-since', 'before'));
    asked.forget();
    await expect.poll(() => asked.to(REFRESH).length, { timeout: 90_000 }).toBeGreaterThanOrEqual(10);
    const times = asked.to(REFRESH);
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    report('between refreshes of two tabs, ms', pauses.map(Math.round).join(' '));
    for (const pause of pauses) expect(pause).toBeGreaterThan(RENEWED_AFTER_MS * 0.9);
    expect(asked.to('/api/sync/tickets')).toEqual([]);
    await expect(board.locator('main')).toHaveAttribute('data-since', 'before');
    await expect(board.getByLabel('New task')).toHaveValue('half a sentence');
    await addTask(board, 'Written ten lives later');
    await expect(syncStatus(board)).toHaveText('Synced');
    expect(asked.to('/api/sync/tickets')).toEqual([]);
  });

  await test.step('500 three times, then 200: nobody notices', async () => {
    let faults = 3;
    await context.route(`**${REFRESH}`, async (route) => {
      faults -= 1;
      if (faults >= 0) await route.fulfill({ status: 500, json: { code: 'internal', message: 'Not now.' } });
      else await route.continue();
    });
    asked.forget();
    await expect.poll(() => asked.to(REFRESH).length, { timeout: 30_000 }).toBeGreaterThanOrEqual(5);
    await context.unroute(`**${REFRESH}`);
    await addTask(board, 'Written after the stumble');
    await expect(syncStatus(board)).toHaveText('Synced');
    expect(asked.to('/api/sync/tickets')).toEqual([]);
  });

  await test.step('no network over the expiry, then it is back', async () => {
    await context.setOffline(true);
    await addTask(board, 'Written without a network');
    await expect(syncStatus(board)).toHaveText('Offline — 1 change kept on this device');
    await board.waitForTimeout(LIFE_MS * 1.5);
    asked.forget();
    await context.setOffline(false);
    await expect.poll(() => asked.to(REFRESH).length).toBeGreaterThan(0);
    await expect(syncStatus(board)).toHaveText('Synced', { timeout: 30_000 });
    await expect(profile.getByLabel('Your name')).toHaveValue('Mia Half-typed');
  });

  await test.step('the storage is cleared by hand: the session lives on, also after a reload', async () => {
    await board.evaluate(() => localStorage.clear());
    asked.forget();
    await expect.poll(() => asked.to(REFRESH).length).toBeGreaterThanOrEqual(2);
    await board.reload();
    await expect(task(board, 'Written without a network')).toHaveCount(1, { timeout: 30_000 });
    await expect(syncStatus(board)).toHaveText('Synced');
  });

  expect(addresses.filter((address) => address.includes('/sign-in'))).toEqual([]);

  await test.step('the cookies are cleared by hand: both tabs say so, and nothing is sent for it', async () => {
    asked.forget();
    await context.clearCookies();
    for (const page of [board, profile])
      await expect(page.getByText('This browser no longer knows your session')).toBeVisible();
    expect(asked.to('/api/auth/logout')).toEqual([]);
  });

  await test.step('signing in again in one tab brings back both, and what was typed', async () => {
    await fillSignIn(board, person);
    await expect(task(board, 'Written ten lives later')).toHaveCount(1, { timeout: 30_000 });
    await expect(syncStatus(board)).toHaveText('Synced');
    await expect(profile.getByLabel('Your name')).toHaveValue('Mia Half-typed');
  });
});

test('over a night asleep, which leaves a clock that is hours wrong', async ({ product, newProfile }) => {
  const laptop = await newProfile();
  const asked = watchRequests(laptop.context());
  await laptop.clock.install();
  await signIn(laptop, product.customer);
  await laptop.goto('/profile');
  await expect(laptop.getByRole('heading', { name: 'Profile' })).toBeVisible();
  await expect(laptop.getByText('The clock of this device is wrong')).toBeHidden();

  await expect.poll(() => asked.to(REFRESH).length).toBeGreaterThan(0);
  asked.forget();
  await laptop.clock.fastForward('08:00:00');
  await expect.poll(() => asked.to(REFRESH).length).toBe(1);
  await laptop.getByLabel('Your name').fill('Demo Customer, rested');
  await laptop.getByRole('button', { name: 'Save' }).click();
  await expect(laptop.getByText('Saved.')).toBeVisible();
  // The server's clock did not sleep, so this device is ahead of it now: a hint, and no sign-out.
  await expect(laptop.getByText('The clock of this device is wrong')).toBeVisible();
  const times = asked.to(REFRESH);
  for (const [index, at] of times.slice(1).entries())
    expect(at - (times[index] ?? 0)).toBeGreaterThan(RENEWED_AFTER_MS * 0.9);

  await laptop.goto('/');
  await expect(syncStatus(laptop)).toHaveText('Synced', { timeout: 30_000 });
});
