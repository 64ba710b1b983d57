/** How an operator's session ends, how it does not, and how operators end those of others. */
import type { Page, Route } from '@playwright/test';
import { findings } from './support/axe.js';
import { confirmWithReason, openList, signInAsOperator } from './support/console.js';
import { fillSignIn, newPerson, signIn, signUp } from './support/portal.js';
import { watchRequests } from './support/requests.js';
import { expect, report, test } from './support/test.js';

const IDLE_SECONDS = 40;

test.use({ variables: { AUTH_ACCESS_SECONDS: '12', AUTH_OPERATOR_IDLE_SECONDS: String(IDLE_SECONDS) } });
test.describe.configure({ timeout: 150_000 });

/** Where the page was led, each time it changed. */
function watchPaths(page: Page): string[] {
  const paths: string[] = [];
  page.on('framenavigated', (frame) => {
    const { pathname, search } = new URL(frame.url());
    if (frame === page.mainFrame()) paths.push(pathname + search);
  });
  return paths;
}

const question = (page: Page) => page.getByRole('alertdialog', { name: 'Are you still there?' });

test('a console that nobody uses asks in time, stays when told to, and else ends with its reason', async ({
  product,
  newProfile,
}) => {
  const page = await newProfile();
  const requests = watchRequests(page.context());
  const signOuts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'DELETE') signOuts.push(new URL(request.url()).pathname);
  });
  await signInAsOperator(page, product.operator);
  // This list asks the server every five seconds, and access tokens are renewed every few: neither is use.
  await openList(page, 'Connections');
  const last = performance.now();
  requests.forget();
  await expect(question(page)).toBeVisible({ timeout: IDLE_SECONDS * 1_000 });
  report('idle console asked after, s', ((performance.now() - last) / 1_000).toFixed(1));
  expect(requests.to('/api/console/connections').length).toBeGreaterThan(2);
  expect(requests.to('/api/console/session/refresh').length).toBeGreaterThan(1);
  await expect(question(page)).toContainText(/signed out in \d+ seconds?/);
  await expect(question(page).getByRole('button', { name: 'Stay signed in' })).toBeFocused();
  await question(page).getByRole('button', { name: 'Stay signed in' }).click();
  await expect(question(page)).toBeHidden();

  await expect(question(page)).toBeVisible({ timeout: IDLE_SECONDS * 1_000 });
  const left = performance.now();
  await expect(page.getByText('Signed out after a long pause')).toBeVisible({ timeout: 30_000 });
  report('question to sign-in page, s', ((performance.now() - left) / 1_000).toFixed(1));
  expect(new URL(page.url()).search).toBe('?reason=session_idle');
  expect(await findings(page, 'the reason')).toEqual([]);
  expect(signOuts).toEqual(['/api/console/session']);

  await page.getByLabel('Email').fill(product.operator.email);
  await page.getByLabel('Password').fill(product.operator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Connections', level: 1 })).toBeVisible();
});

test('a refusal of one thing never signs out; parallel verdicts sign out once, with the reason', async ({
  product,
  newProfile,
}) => {
  const page = await newProfile();
  await signInAsOperator(page, product.operator);
  const answer = (status: number, code: string) => (route: Route) =>
    route.fulfill({ status, json: { code, message: `This was refused: ${code}.`, requestId: 'r-1' } });

  await page.route('**/api/console/users?**', answer(403, 'forbidden'));
  await openList(page, 'Users');
  await expect(page.getByRole('alert').filter({ hasText: 'This list could not be loaded' })).toContainText(
    'This was refused: forbidden.',
  );
  await openList(page, 'Operators');
  await expect(page.getByRole('table')).toBeVisible();
  await page.unroute('**/api/console/users?**');

  let refused = 0;
  const signOuts: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'DELETE') signOuts.push(request.url());
  });
  const paths = watchPaths(page);
  await page.route(/\/api\/console\/(users|workspaces|sessions|connections|stores|jobs|mails|audit)\?/, (route) => {
    refused += 1;
    return answer(401, 'ended_by_operator')(route);
  });
  await page.getByRole('menuitem', { name: 'Dashboard' }).click();
  await expect(page.getByText('Session ended by an operator')).toBeVisible();
  await page.waitForTimeout(1_500);
  report('parallel 401s', String(refused));
  expect(refused).toBeGreaterThan(3);
  expect(signOuts).toHaveLength(1);
  expect(paths.filter((path) => path.includes('/login'))).toEqual(['/console/login?reason=ended_by_operator']);
});

test('what needs a recent sign-in asks for the password, and then goes on', async ({ product, newProfile }) => {
  await signIn(await newProfile(), product.customer);
  const page = await newProfile();
  await signInAsOperator(page, product.operator);
  let refusals = 0;
  await page.route('**/api/console/sessions/end-all', async (route) => {
    refusals += 1;
    if (refusals > 1) return route.fallback();
    return route.fulfill({ status: 403, json: { code: 'reauthentication_required', message: 'Once more.' } });
  });
  await openList(page, 'Sessions');
  await page.getByRole('button', { name: 'End all everywhere' }).click();
  const dialog = page.getByRole('dialog', { name: 'End all sessions everywhere' });
  const end = dialog.getByRole('button', { name: 'End all sessions' });
  await dialog.getByLabel('Reason').fill('a key leaked');
  await expect(end).toBeDisabled();
  expect(await findings(page, 'end all')).toEqual([]);
  await dialog.getByLabel(/^Type “everywhere”/).fill('everywhere');
  await end.click();
  const password = page.getByRole('dialog', { name: 'Your password, please' });
  await expect(password).toBeVisible();
  expect(await findings(page, 'the password')).toEqual([]);
  await password.getByLabel('Password').fill('not this one at all');
  await password.getByRole('button', { name: 'Go on' }).click();
  await expect(password.getByRole('alert')).toContainText('password is wrong');
  await password.getByLabel('Password').fill(product.operator.password);
  await password.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText(/sessions? (was|were) ended\./)).toBeVisible();
  expect(refusals).toBe(2);
});

test('all sessions of one person, then those of everybody, end and say why', async ({ product, newProfile }) => {
  const operator = await newProfile();
  const [ida, jon] = [newPerson('Ida Keel'), newPerson('Jon Mast')];
  const open = async (person: typeof ida) => {
    const page = await newProfile();
    await signUp(page, product, person);
    await page.goto('/sign-in');
    await fillSignIn(page, person);
    await expect(page.getByLabel('Name of the workspace')).toBeVisible();
    return page;
  };
  const [idasPage, jonsPage] = [await open(ida), await open(jon)];
  const reason = (page: Page) => page.getByText('Session ended by an operator').first();

  await signInAsOperator(operator, product.operator);
  await openList(operator, 'Users');
  await operator.getByPlaceholder('Name or address').fill(ida.email);
  await expect(operator.getByRole('row')).toHaveCount(2);
  await operator.getByRole('row').filter({ hasText: ida.email }).click();
  await operator.getByRole('tab', { name: 'Sessions' }).click();
  await operator.getByRole('button', { name: 'End all sessions' }).click();
  await confirmWithReason(operator, 'End all sessions', 'asked for it by phone');
  await expect(reason(idasPage)).toBeVisible();
  await expect(operator.getByRole('row').filter({ hasText: 'Session ended by an operator' })).toBeVisible();
  await expect(reason(jonsPage)).toBeHidden();

  await openList(operator, 'Sessions');
  await operator.getByRole('button', { name: 'End all everywhere' }).click();
  const dialog = operator.getByRole('dialog', { name: 'End all sessions everywhere' });
  await expect(dialog).toContainText(/sessions? ends?, within two seconds/);
  await dialog.getByLabel('Reason').fill('a key leaked');
  await dialog.getByLabel(/^Type “everywhere”/).fill('everywhere');
  await dialog.getByRole('button', { name: 'End all sessions' }).click();
  await expect(dialog).toBeHidden();
  await expect(reason(jonsPage)).toBeVisible();
  await expect(operator.getByRole('heading', { name: 'Sessions', level: 1 })).toBeVisible();
});
