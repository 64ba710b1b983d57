/** A house with sync and a store that is open, without the way through provisioning. */
import { createTestHouse, type TestHouse, type TestHouseOptions } from '@purser/kit/testing/house';
import { uuidv7 } from 'uuidv7';
import { StoreLogs } from '../../plugins/sync/backend/store-log/store-logs.service.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { SyncTickets } from '../../plugins/sync/backend/ticket/tickets.service.js';
import type { StoreMode } from '../../plugins/sync/records.js';
import { Memberships } from '../../plugins/workspace/backend/membership/memberships.service.js';
import { Workspaces } from '../../plugins/workspace/backend/workspace/workspaces.service.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import type { Role } from '../../plugins/workspace/records.js';
import { authForTests } from './customer.js';
import type { TestPerson } from './people.js';
import { SyncSocket } from './sync-socket.js';

export function syncHouse(
  options: Parameters<typeof sync>[0] = {},
  house: Omit<TestHouseOptions, 'plugins'> = {},
): Promise<TestHouse> {
  return createTestHouse({
    plugins: [authForTests(), workspace({ workspacesPerOwner: 100 }), sync({ sweepMs: 500, ...options })],
    ...house,
  });
}

/** The same installation, another process. */
export function besides(
  first: TestHouse,
  options: Parameters<typeof sync>[0] = {},
  port?: number,
  config: TestHouseOptions['config'] = {},
): Promise<TestHouse> {
  const { publicUrl, consoleUrl } = first.config;
  return syncHouse(options, { beside: first, port, config: { publicUrl, consoleUrl, ...config } });
}

export interface TestStore {
  readonly workspaceId: string;
  readonly storeId: string;
  readonly backendId: string;
}

export async function aStore(house: TestHouse, owner: TestPerson, mode: StoreMode = 'open'): Promise<TestStore> {
  const storeId = `st-${uuidv7()}`;
  return await house.dataSource.transaction(async (tx) => {
    const workspaceId = await house
      .get<Workspaces>(Workspaces)
      .create(tx, { name: `W ${storeId}`, ownerId: owner.id, by: 'system' });
    const { backendId } = await house.get<StoreLogs>(StoreLogs).create(tx, { storeId, workspaceId });
    await house.get<StoreLogs>(StoreLogs).setMode(tx, storeId, mode);
    return { workspaceId, storeId, backendId };
  });
}

export async function join(
  house: TestHouse,
  { workspaceId }: Pick<TestStore, 'workspaceId'>,
  person: TestPerson,
  role: Role,
): Promise<void> {
  const seat = { workspaceId, userId: person.id, role };
  await house.dataSource.transaction((tx) => house.get<Memberships>(Memberships).add(tx, seat, { by: 'system' }));
}

/** Through the API, as a device does. */
export async function ticketOf(house: TestHouse, { workspaceId }: TestStore, person: TestPerson) {
  const answer = await house
    .request()
    .post('/api/sync/tickets')
    .set('Authorization', person.bearer)
    .send({ workspaceId })
    .expect(200);
  return answer.body as {
    ticket: string;
    expiresIn: number;
    expiresAt: string;
    storeId: string;
    url: string;
    readOnly: boolean;
  };
}

/** A socket of this person at this process. */
export async function connect(house: TestHouse, store: TestStore, person: TestPerson): Promise<SyncSocket> {
  const { ticket } = await ticketOf(house, store, person);
  return await SyncSocket.open({ url: house.url, storeId: store.storeId, payload: { ticket } });
}

/** A socket without a person, for tests that are not about people. */
export async function connectProbe(house: TestHouse, { workspaceId, storeId }: TestStore): Promise<SyncSocket> {
  const claims = { kind: 'probe', workspaceId, storeId, userId: null, sessionId: null, role: 'member' } as const;
  const { ticket } = await house.get<SyncTickets>(SyncTickets).issue(claims);
  return await SyncSocket.open({ url: house.url, storeId, payload: { ticket } });
}
