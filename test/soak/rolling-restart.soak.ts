/**
 * `pnpm test:soak rolling-restart`: three processes behind the nginx of docs/nginx.conf, replaced one after the other by three new ones
 * while twelve devices push. Needs nginx (Debian: `nginx-light`).
 */
import { createTestHouse, type TestHouse } from '@purser/kit/testing/house';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { authForTests } from '../support/customer.js';
import { Nginx } from '../support/nginx.js';
import { aCustomer, type TestPerson } from '../support/people.js';
import { SyncDevice } from '../support/sync-device.js';
import { aStore, join, type TestStore } from '../support/sync-house.js';
import { SyncSocket } from '../support/sync-socket.js';

const PROCESSES = 3;
const DEVICES = 12;
const SPAN_MS = 12_000;

it('a release is rolled out under pushing devices: each connects anew once, and nothing is lost', async () => {
  const plugins = [authForTests(), workspace(), sync()];
  const first = await createTestHouse({ plugins });
  const beside = (count: number) =>
    Promise.all(Array.from({ length: count }, () => createTestHouse({ plugins, beside: first })));
  const old = [first, ...(await beside(PROCESSES - 1))];
  const nginx = await Nginx.over(urlsOf(old));
  const ada = await aCustomer(first);
  const store = await aStore(first, ada);
  const connects: number[] = [];
  const devices = await Promise.all(
    Array.from({ length: DEVICES }, async (_, n) => {
      const person = await aCustomer(first, `Device${n}`);
      await join(first, store, person, 'member');
      connects[n] = 0;
      return new SyncDevice(
        `d${n}`,
        async () => {
          const socket = await socketOf(nginx.url, store, person);
          connects[n] = (connects[n] ?? 0) + 1;
          return socket;
        },
        () => 5,
      );
    }),
  );
  const writing = setInterval(() => {
    for (const device of devices) device.write(1);
  }, 100);
  await sleep(SPAN_MS / 4);
  const young = await beside(PROCESSES);
  await nginx.point(urlsOf(young));
  await sleep(500);
  // Its database goes with the first house: that one leaves last, without its clean-up.
  for (const house of [...old].reverse()) {
    await house.app.close();
    await sleep(SPAN_MS / 8);
  }
  clearInterval(writing);
  await until(() => devices.every((device) => device.waiting === 0 || device.fault));
  await Promise.all(devices.map((device) => device.stop()));
  const [{ stored, distinct }] = await (young[0] as TestHouse).dataSource.query(
    `SELECT count(*)::int AS stored, count(DISTINCT args->>'id')::int AS distinct FROM sync_event`,
  );
  const written = devices.reduce((sum, device) => sum + device.written, 0);
  await nginx.stop();
  await Promise.all(young.map((house) => house.close()));
  process.stdout.write(`${written} events of ${DEVICES} devices; connected ${connects.join(' ')} times\n`);
  expect(devices.flatMap((device) => device.fault ?? [])).toEqual([]);
  expect({ stored, distinct }).toEqual({ stored: written, distinct: written });
  expect(connects).toEqual(connects.map(() => 2));
});

const urlsOf = (houses: readonly TestHouse[]) => houses.map(({ url }) => url);

async function socketOf(url: string, { workspaceId, storeId }: TestStore, person: TestPerson): Promise<SyncSocket> {
  const answer = await fetch(`${url}/api/sync/tickets`, {
    method: 'POST',
    headers: { authorization: person.bearer, 'content-type': 'application/json' },
    body: JSON.stringify({ workspaceId }),
  });
  // A balancer that has just lost a process says so; whoever asked comes again.
  if ([502, 503].includes(answer.status)) throw new Error('closed: no process took it');
  if (!answer.ok) throw new Error(`A ticket was answered ${answer.status}.`);
  const { ticket } = (await answer.json()) as { ticket: string };
  return await SyncSocket.open({ url, storeId, payload: { ticket } });
}

async function until(done: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!done() && performance.now() < deadline) await sleep(50);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
