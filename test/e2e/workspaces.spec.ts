import { OperatorApi } from './support/operator-api.js';
import {
  addTask,
  addTaskQuickly,
  createFirstWorkspace,
  openTasks,
  signIn,
  syncStatus,
  task,
} from './support/portal.js';
import { expect, report, test } from './support/test.js';
import { arrive, createWorkspace, currentWorkspace, footprint } from './support/workspaces.js';

/** A store opens in half a second; a machine that runs other tests beside may need far longer. */
const OPENS = { timeout: 45_000 };

test('one person, three workspaces: switch, reload, another device, two tabs, ten fast switches', async ({
  product,
  newProfile,
}) => {
  test.setTimeout(300_000);
  const page = await newProfile();
  const context = page.context();
  const mia = await arrive(page, product, 'Mia Harbour');
  const harbour = await createFirstWorkspace(page, 'Harbour');
  await addTask(page, 'Only in Harbour');
  const quay = await createWorkspace(page, 'Quay');
  await openTasks(page, quay);
  await addTask(page, 'Only in Quay');
  const pier = await createWorkspace(page, 'Pier');
  await openTasks(page, pier);
  const operator = await OperatorApi.signIn(product);
  const open = () => operator.connectionsOf(mia.email);

  await test.step('the switcher keeps the page, closes the old store within a second and opens the new one', async () => {
    await expect(syncStatus(page)).toHaveText('Synced', OPENS);
    await page.getByRole('button', { name: /Switch workspace/ }).click();
    await page.getByRole('link', { name: /^Harbour/ }).click();
    await expect(task(page, 'Only in Harbour')).toBeVisible(OPENS);
    expect(page.url()).toContain(`/w/${harbour}/tasks`);
    const begun = performance.now();
    await expect.poll(open, { intervals: [50], ...OPENS }).toEqual([harbour]);
    report('one connection again after, ms', String(Math.round(performance.now() - begun)));
    await expect(task(page, 'Only in Quay')).toHaveCount(0);
  });

  await test.step('a reload stays, and another device opens the same workspace', async () => {
    await page.reload();
    await expect(task(page, 'Only in Harbour')).toBeVisible(OPENS);
    const device = await newProfile();
    await signIn(device, mia);
    await expect(device.getByRole('heading', { level: 1, name: 'Harbour' })).toBeVisible();
    expect(currentWorkspace(device)).toBe(harbour);
    await device.context().close();
  });

  await test.step('two tabs in two workspaces do not bleed into each other', async () => {
    const other = await context.newPage();
    await openTasks(other, quay);
    await addTask(other, 'From the second tab');
    await expect(task(page, 'Only in Harbour')).toBeVisible(OPENS);
    await expect(task(page, 'From the second tab')).toHaveCount(0);
    await expect(task(other, 'Only in Harbour')).toHaveCount(0);
    await expect.poll(() => operator.eventsIn(quay), OPENS).toBe(2);
    await other.reload();
    await expect(task(other, 'From the second tab')).toBeVisible(OPENS);
    expect(currentWorkspace(page)).toBe(harbour);
    await other.close();
  });

  await test.step('ten fast switches end in the last one, with nothing left of the others', async () => {
    for (const digit of ['1', '2', '3']) {
      await page.keyboard.press(`Alt+${digit}`);
      await expect(syncStatus(page)).toHaveText('Synced', OPENS);
    }
    const before = await settledFootprint();
    for (let turn = 0; turn < 10; turn += 1) {
      await page.keyboard.press(`Alt+${(turn % 3) + 1}`);
      await page.waitForTimeout(60);
    }
    // By name: Harbour, Pier, Quay.
    await expect.poll(() => currentWorkspace(page)).toBe(harbour);
    await expect(task(page, 'Only in Harbour')).toBeVisible(OPENS);
    await expect(syncStatus(page)).toHaveText('Synced', OPENS);
    await expect.poll(open, OPENS).toEqual([harbour]);
    const after = await settledFootprint();
    report('before ten switches, workers and heap MB', `${before.workers} ${(before.heap / 1e6).toFixed(1)}`);
    report('after, workers and heap MB', `${after.workers} ${(after.heap / 1e6).toFixed(1)}`);
    expect(after.workers).toBe(before.workers);
    expect(after.heap).toBeLessThan(before.heap * 1.5);
  });

  await test.step('what was added right before a switch is there on the way back, however slow the worker is', async () => {
    await openTasks(page, quay);
    await expect(syncStatus(page)).toHaveText('Synced', OPENS);
    void stall(3_000);
    await addTaskQuickly(page, 'Right before');
    await page.keyboard.press('Alt+1');
    await expect(task(page, 'Only in Harbour')).toBeVisible(OPENS);
    await page.waitForTimeout(3_500);
    await page.keyboard.press('Alt+3');
    await expect(task(page, 'Right before')).toBeVisible(OPENS);
  });

  await test.step('the browser asks before a page goes whose worker has not written everything down', async () => {
    await expect(syncStatus(page)).toHaveText('Synced', OPENS);
    const asked = page.waitForEvent('dialog');
    void stall(3_000);
    await addTaskQuickly(page, 'Right before a reload');
    await page.evaluate(() => void setTimeout(() => location.reload()));
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await expect(syncStatus(page)).toHaveText('Synced', OPENS);
    await page.reload();
    await expect(task(page, 'Right before a reload')).toBeVisible(OPENS);
    await page.keyboard.press('Alt+1');
    await expect(task(page, 'Only in Harbour')).toBeVisible(OPENS);
  });

  /** Keeps the workers that write stores down busy for so long. */
  async function stall(milliseconds: number): Promise<void> {
    const busy = (ms: number) => {
      const end = Date.now() + ms;
      while (Date.now() < end);
    };
    await Promise.all(page.workers().map((worker) => worker.evaluate(busy, milliseconds)));
  }

  /** When the workers of the stores that were left have gone. */
  async function settledFootprint() {
    await page.waitForTimeout(1_000);
    return footprint(context, page);
  }

  await test.step('suspended and resumed while it is open: said at once, the list stays readable, sync comes back', async () => {
    await operator.act(harbour, 'suspend');
    await expect(page.getByText('Harbour is suspended').first()).toBeVisible();
    await expect.poll(open, OPENS).toEqual([]);
    await operator.act(harbour, 'resume');
    await expect(page.getByText('Harbour is suspended')).toHaveCount(0, OPENS);
    await expect(task(page, 'Only in Harbour')).toBeVisible(OPENS);
    await expect(syncStatus(page)).toHaveText('Synced', OPENS);
  });

  await test.step('a foreign or stale id leads to a kind page, and asks for nothing of it', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const foreign = '01890000-0000-7000-8000-000000000000';
    await page.goto(`/w/${foreign}/members`);
    await expect(page.getByRole('heading', { name: 'This workspace is not open to you' })).toBeVisible();
    expect(asked.filter((url) => url.includes(`/api/workspaces/${foreign}`))).toEqual([]);
  });

  await test.step('how long a switch takes on warm stores is printed', async () => {
    await openTasks(page, harbour);
    const shown: number[] = [];
    const open: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      const [digit, title] = turn % 2 === 0 ? ['3', 'Only in Quay'] : ['1', 'Only in Harbour'];
      const times = await switchTime(digit, title);
      shown.push(times.shown);
      open.push(times.open);
      await expect(syncStatus(page)).toHaveText('Synced', OPENS);
    }
    // What this tab has shown before is there before its store is.
    expect(shown.slice(1).filter((time, turn) => time >= (open[turn + 1] ?? 0))).toEqual([]);
    report('switch to the list shown, ms, median of', `${median(shown)} of ${shown.join(' ')}`);
    report('switch to the list open to work in, ms, median of', `${median(open)} of ${open.join(' ')}`);
  });

  function switchTime(digit: string, title: string): Promise<{ shown: number; open: number }> {
    return page.evaluate(
      ([code, wanted]) =>
        new Promise<{ shown: number; open: number }>((resolve) => {
          const begun = performance.now();
          const since = () => Math.round(performance.now() - begun);
          window.dispatchEvent(new KeyboardEvent('keydown', { code: `Digit${code}`, altKey: true }));
          let shown = 0;
          const look = () => {
            const isThere = document.body.textContent.includes(wanted ?? '');
            if (isThere) shown ||= since();
            if (isThere && !document.querySelector('[inert]')) resolve({ shown, open: since() });
            else requestAnimationFrame(look);
          };
          look();
        }),
      [digit, title],
    );
  }
});

function median(times: readonly number[]): number | undefined {
  return times.toSorted((a, b) => a - b)[times.length >> 1];
}
