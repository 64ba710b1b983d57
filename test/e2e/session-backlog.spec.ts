/** What waits on a device waits there through every end of a session, is sent once, and by nobody else. */
import { expect, type Page, test } from '@playwright/test';
import { taskEventNames } from '../../plugins/tasks/names.js';
import { OperatorApi } from './support/operator-api.js';
import {
  addTask,
  createFirstWorkspace,
  fillSignIn,
  newPerson,
  openTasks,
  signIn,
  signUp,
  syncStatus,
  task,
} from './support/portal.js';
import { Product } from './support/product.js';
import { watchRequests } from './support/requests.js';
import { Wire } from './support/wire.js';

const BACKLOG = 500;
const REFRESH = '/api/auth/refresh';

let wire: Wire;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  wire = await Wire.lay();
  const variables = { PUBLIC_URL: wire.url, AUTH_ACCESS_SECONDS: '3', AUTH_CUSTOMER_IDLE_SECONDS: '12' };
  product = await Product.start({ variables });
  wire.leadTo(product.port);
});

test.afterAll(async () => {
  await product?.stop();
  await wire?.take();
});

async function newProfile(page: Page): Promise<Page> {
  const context = await page.context().browser()?.newContext({ baseURL: wire.url });
  if (!context) throw new Error('The browser is gone.');
  return context.newPage();
}

test('500 changes outlive an expiry and an operator, and arrive once', async ({ page: any }) => {
  test.setTimeout(180_000);
  const person = newPerson('Mia Harbour');
  const page = await newProfile(any);
  const asked = watchRequests(page.context());
  await signUp(page, product, person);
  await page.goto('/sign-in');
  await fillSignIn(page, person);
  const workspace = await createFirstWorkspace(page, 'Harbour team');
  // Its home: what is shown is not 500 rows, which take their time on a busy machine.
  await page.goto(`/w/${workspace}`);
  await expect(syncStatus(page)).toHaveText('Synced');
  const operator = await OperatorApi.signIn({ url: wire.url, operator: product.operator });
  const before = await operator.eventsIn(workspace);
  const kept = page.getByText('500 changes are kept on this device; they are sent after you sign in.');

  await test.step('the server takes some of them, but its answers are lost', async () => {
    wire.goDeaf();
    await commitTasks(page, BACKLOG);
    await expect(syncStatus(page)).toHaveText('500 changes waiting');
    await expect.poll(() => wire.pushes).toBeGreaterThan(0);
    await expect.poll(() => operator.eventsIn(workspace)).toBeGreaterThan(before);
  });

  await test.step('tokens expire meanwhile: the same socket, nothing lost', async () => {
    const { sockets } = wire;
    asked.forget();
    await expect.poll(() => asked.to(REFRESH).length).toBeGreaterThanOrEqual(3);
    await expect(syncStatus(page)).toHaveText('500 changes waiting');
    expect(wire.sockets).toBe(sockets);
  });

  await test.step('the session expires', async () => {
    await page.context().route(`**${REFRESH}`, (route) => route.abort());
    await page.waitForTimeout(13_000);
    await page.context().unroute(`**${REFRESH}`);
    await expect(page.getByText('Signed out after a long pause')).toBeVisible();
    await expect(kept).toBeVisible();
  });

  await test.step('signed in again in the same tab, an operator ends the session', async () => {
    await fillSignIn(page, person);
    await expect(syncStatus(page)).toHaveText('500 changes waiting', { timeout: 30_000 });
    expect(await operator.endSessionsOf(person.email)).toBeGreaterThan(0);
    await expect(page.getByText('Session ended by an operator')).toBeVisible();
    await expect(kept).toBeVisible();
  });

  await test.step('signed in once more in the same tab, all of it arrives, once', async () => {
    wire.mend();
    await fillSignIn(page, person);
    await expect(syncStatus(page)).toHaveText('Synced', { timeout: 60_000 });
    expect(await operator.eventsIn(workspace)).toBe(before + BACKLOG);
    const elsewhere = await newProfile(page);
    const askedElsewhere = watchRequests(elsewhere.context());
    await elsewhere.goto(`/w/${workspace}`);
    await fillSignIn(elsewhere, person);
    await expect(syncStatus(elsewhere)).toHaveText('Synced', { timeout: 30_000 });
    // The ticket that tells a new device which store it is also opens it.
    expect(askedElsewhere.to('/api/sync/tickets')).toHaveLength(1);
    const wanted = Array.from({ length: BACKLOG }, (_, index) => `Waiting ${index}`);
    for (const device of [page, elsewhere]) expect(await titlesIn(device)).toEqual(wanted);
  });
});

test('what one person could not send is neither seen nor sent by the next one at the same device', async ({
  page: any,
}) => {
  test.setTimeout(120_000);
  const [anna, bert] = [newPerson('Anna Anchor'), newPerson('Bert Bow')];
  const shared = await newProfile(any);
  await signUp(shared, product, bert);
  await signUp(shared, product, anna);
  await shared.goto('/sign-in');
  await fillSignIn(shared, anna);
  const annas = await createFirstWorkspace(shared, 'Anna’s harbour');
  await addTask(shared, 'Anna sent this');
  await expect(syncStatus(shared)).toHaveText('Synced');
  wire.cutSockets();
  await expect(syncStatus(shared)).toHaveText('Offline');
  await addTask(shared, 'Anna did not send this');
  await shared.getByLabel('New task').fill('Anna was typing this');
  await expect(syncStatus(shared)).toHaveText('Offline — 1 change kept on this device');

  await test.step('Anna signs out without a network, and is out', async () => {
    await shared.context().setOffline(true);
    await signOut(shared);
    await expect(shared.getByText('1 change is kept on this device')).toBeVisible();
    await shared.context().setOffline(false);
    wire.mend();
  });

  await test.step('Bert signs in at the same tab', async () => {
    await fillSignIn(shared, bert);
    await createFirstWorkspace(shared, 'Bert’s harbour');
    await expect(shared.getByLabel('New task')).toHaveValue('');
    await addTask(shared, 'Bert sent this');
    await expect(syncStatus(shared)).toHaveText('Synced');
    await expect(shared.getByText(/Anna/)).toHaveCount(0);
    await shared.goto(`/w/${annas}/tasks`);
    await expect(shared.getByRole('heading', { name: 'This workspace is not open to you' })).toBeVisible();
    await expect(shared.getByText(/Anna/)).toHaveCount(0);
  });

  const elsewhere = await newProfile(any);
  await test.step('nothing of Anna’s was sent', async () => {
    await signIn(elsewhere, anna);
    await openTasks(elsewhere, annas);
    await expect(task(elsewhere, 'Anna sent this')).toHaveCount(1);
    await expect(syncStatus(elsewhere)).toHaveText('Synced');
    await expect(task(elsewhere, 'Anna did not send this')).toHaveCount(0);
  });

  await test.step('Anna signs in again: what waited is sent, what she was typing is there', async () => {
    await signOut(shared);
    await fillSignIn(shared, anna);
    await expect(shared.getByRole('button', { name: /^Account of Anna/ })).toBeVisible();
    await openTasks(shared, annas);
    await expect(shared.getByLabel('New task')).toHaveValue('Anna was typing this');
    await expect(task(elsewhere, 'Anna did not send this')).toHaveCount(1);
    await expect(syncStatus(shared)).toHaveText('Synced');
    await expect(shared.getByText('Bert sent this')).toHaveCount(0);
  });
});

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByText('You signed out on this device.')).toBeVisible();
}

interface DebugStore {
  commit(...events: { name: string; args: unknown }[]): void;
  query(query: { query: string; bindValues: object }): { title: string }[];
}

declare global {
  interface Window {
    /** LiveStore shows its open stores to the console. */
    __debugLiveStore: Record<string, DebugStore>;
  }
}

/** As a program would, all at once. */
async function commitTasks(page: Page, count: number): Promise<void> {
  await page.evaluate(
    ({ count, taskAdded }) => {
      const events = Array.from({ length: count }, (_, index) => {
        const rank = `b${String(index).padStart(4, '0')}`;
        return { name: taskAdded, args: { id: `waiting-${index}`, title: `Waiting ${index}`, rank, at: index } };
      });
      Object.values(window.__debugLiveStore)[0]?.commit(...events);
    },
    { count, taskAdded: taskEventNames.added },
  );
}

function titlesIn(page: Page): Promise<string[] | undefined> {
  return page.evaluate(() => {
    const [store] = Object.values(window.__debugLiveStore);
    return store?.query({ query: 'SELECT title FROM task ORDER BY rank', bindValues: {} }).map(({ title }) => title);
  });
}
