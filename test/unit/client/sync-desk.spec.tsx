import { BroadcastChannel } from 'node:worker_threads';
import type { SessionManager } from '@purser/client/session/session-manager';
import { openBridge } from '@purser/client/sync/bridge';
import { firstReport, type LinkReport, type StoreStatus } from '@purser/client/sync/health';
import { type HeldStore, openSyncDesk } from '@purser/client/sync/sync-desk';

const manager = {
  getState: () => ({ status: 'signed-in', session: { userId: 'u1', sessionId: 's1' } }),
  subscribe: () => () => undefined,
  note: () => undefined,
  end: () => undefined,
} as unknown as SessionManager;

/** LiveStore gives each change of its status to one listener: here it is always another one. */
class SilentStore implements HeldStore {
  status: StoreStatus = { localHead: 'e1', pendingCount: 0 };
  isOpen = true;

  syncStatus(): StoreStatus {
    if (!this.isOpen) throw new Error('The store was shut down.');
    return this.status;
  }

  subscribeSyncStatus(listener: (status: StoreStatus) => void): () => void {
    listener(this.status);
    return () => undefined;
  }

  shutdownPromise(): Promise<void> {
    return Promise.resolve();
  }
}

describe('the health of a store', () => {
  // A browser has it; jsdom has not.
  beforeAll(() => Object.assign(globalThis, { BroadcastChannel }));

  it('counts what the store has, also when nobody was told that it has more', async () => {
    const storeId = `desk-${Math.random()}`;
    const desk = openSyncDesk({ manager, workspaceId: 'w1', storeId });
    const worker = openBridge(storeId, () => undefined);
    const heard = async (report: Partial<LinkReport>) => {
      const changed = new Promise<void>((resolve) => {
        const stop = desk.subscribe(() => {
          stop();
          resolve();
        });
      });
      worker.send({ kind: 'report', report: { ...firstReport, sessionId: 's1', ...report } });
      await changed;
      return desk.getHealth();
    };
    const store = new SilentStore();
    desk.attach(store);
    expect(await heard({ state: 'connected', ackedHead: 1 })).toMatchObject({ state: 'connected', unacked: 0 });
    store.status = { localHead: 'e2', pendingCount: 0 };
    expect(await heard({ state: 'offline', ackedHead: 1 })).toMatchObject({ state: 'offline', unacked: 1 });
    store.isOpen = false;
    expect(await heard({ state: 'connecting', ackedHead: 1 })).toMatchObject({ state: 'connecting', unacked: 1 });
    desk.close();
    worker.close();
  });
});
