/** The tab's side of a store: fetches its tickets, knows its health, passes on when the session ends or begins. */
import type { SessionManager } from '../session/session-manager.js';
import { afterPaint } from './after-paint.js';
import { type BridgeMessage, newId, openBridge } from './bridge.js';
import { fetchTicket } from './fetch-ticket.js';
import { followSession } from './follow-session.js';
import { createGoodbye } from './goodbye.js';
import { firstReport, healthOf, type LinkReport, type StoreStatus, type SyncHealth } from './health.js';
import { holdLocalCopy, partsOf } from './local-copy.js';
import { endSession, noteClose } from './session-desk.js';
import { type SetAsideEvent, saveSetAside } from './set-aside.js';
import type { TicketAnswer } from './ticket.js';

/** What the desk needs of a LiveStore store. */
export interface HeldStore {
  /** Throws when the store was shut down. */
  syncStatus(): StoreStatus;
  subscribeSyncStatus(listener: (status: StoreStatus) => void): () => void;
  shutdownPromise(): Promise<void>;
}

/** What happens to the local copy; every tab hears it, whether it has the store open or not. */
export interface CopyEvents {
  /** The server's log was replaced. `saved`: what it never got is kept under `readSetAside`. */
  restored?(saved: boolean): void;
  /** The local copy is about to be removed, and the store was shut down. */
  released?(): void;
  /** The local copy is gone: open the store anew. Not `ok`: it could not be removed. */
  cleared?(ok: boolean): void;
}

/** `restoredHead`: the newest event of the restored log; null where nobody could be asked. */
export type ReadMissing = (restoredHead: number | null) => Promise<readonly SetAsideEvent[]>;

export interface SyncDesk {
  /** The id of the local copy. */
  readonly storeId: string;
  /** The same object until something changes. */
  getHealth(): SyncHealth;
  subscribe(listener: () => void): () => void;
  /**
   * Follows an open store, so that `unacked` is known, and shuts it down when the local copy is removed. `missing` reads
   * what a replaced log does not hold beyond where it was restored: `missingEvents` of `@purser/client/sync/missing-events`.
   */
  attach(store: HeldStore, missing?: ReadMissing): () => void;
  /** Tries again after `removed` or `suspended`, e.g. when the person was invited back. */
  retry(): void;
  close(): void;
}

export interface SyncDeskOptions {
  readonly manager: SessionManager;
  readonly workspaceId: string;
  /** Made with `localStoreId`: its person is the only one who gets tickets for it. */
  readonly storeId: string;
  readonly on?: CopyEvents;
}

/** Opens the desk of one store in this tab. Open it before the store, close it after. */
export function openSyncDesk({ manager, workspaceId, storeId, on = {} }: SyncDeskOptions): SyncDesk {
  const tab = newId();
  const { userId } = partsOf(storeId);
  const listeners = new Set<() => void>();
  let report: LinkReport = firstReport;
  let status: StoreStatus | null = null;
  let attached: Attached | null = null;
  let health = healthOf(report, status);

  /** LiveStore hands each change of its status to one of its listeners only: what it says now counts, not what was heard of. */
  const look = (store: HeldStore) => {
    try {
      status = store.syncStatus();
    } catch {
      // It is being shut down: what it said last stands.
    }
    update();
  };

  const update = () => {
    const next = healthOf(report, status);
    if (isSameHealth(next, health)) return;
    health = next;
    for (const listener of [...listeners]) listener();
  };

  const answerTicket = async (): Promise<TicketAnswer> => {
    const state = manager.getState();
    const isOthers = state.status === 'signed-in' && userId !== null && state.session.userId !== userId;
    if (isOthers) return { kind: 'refused', refusal: { status: 401, code: 'signed_out' } };
    return fetchTicket(manager, workspaceId);
  };

  const rescue = async (id: string): Promise<void> => {
    try {
      const missing = attached?.missing;
      const events = missing ? await missing(await restoredHead()) : null;
      if (events) {
        await saveSetAside(
          storeId,
          events.map((event) => ({ ...event, key: `${id}:${event.key}` })),
        );
      }
      on.restored?.(events !== null);
    } catch {
      on.restored?.(false);
    }
  };
  const restoredHead = async () => {
    const answer = await answerTicket();
    return answer.kind === 'ticket' ? (answer.ticket.restoredHead ?? null) : null;
  };

  const bridge = openBridge(storeId, (message: BridgeMessage) => {
    switch (message.kind) {
      case 'report':
        noteClose(manager, report, message.report);
        report = message.report;
        // Why comes before how sync stands.
        if (endSession(manager, report)) return afterPaint(update);
        session.heard(report);
        return attached ? look(attached.store) : update();
      case 'who':
        return bridge.send({ kind: 'offer', ask: message.ask, tab });
      case 'take':
        if (message.tab !== tab) return;
        void answerTicket().then((answer) => bridge.send({ kind: 'answer', ask: message.ask, answer }));
        return;
      case 'rescue':
        void rescue(message.id).finally(() => bridge.send({ kind: 'rescued' }));
        return;
      default:
        return;
    }
  });
  const letGo = holdLocalCopy(storeId, {
    released() {
      attached?.unsubscribe();
      void attached?.store.shutdownPromise().catch(() => {});
      attached = null;
      on.released?.();
    },
    cleared(ok) {
      report = firstReport;
      status = null;
      update();
      on.cleared?.(ok);
    },
  });
  const goodbye = createGoodbye();
  const session = followSession(manager, userId, {
    signedIn() {
      goodbye.now();
      bridge.send({ kind: 'resume' });
    },
    signedOut: (reason) => goodbye.say(() => bridge.send({ kind: 'signed-out', reason })),
  });
  bridge.send({ kind: 'hello' });
  const stopNudging = onReturn(() => bridge.send({ kind: 'nudge' }));

  const desk: SyncDesk = {
    storeId,
    getHealth: () => health,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    attach(store, missing) {
      const unsubscribe = store.subscribeSyncStatus(() => look(store));
      const own = { store, missing, unsubscribe };
      attached = own;
      return () => {
        if (attached === own) attached = null;
        unsubscribe();
      };
    },
    retry: () => bridge.send({ kind: 'resume' }),
    close() {
      letGo();
      session.stop();
      stopNudging();
      goodbye.whenSaid(() => bridge.close());
      listeners.clear();
      closeDesk(desk);
    },
  };
  showDesk(desk);
  return desk;
}

interface Attached {
  readonly store: HeldStore;
  readonly missing: ReadMissing | undefined;
  readonly unsubscribe: () => void;
}

function onReturn(listener: () => void): () => void {
  const onVisible = () => document.visibilityState === 'visible' && listener();
  window.addEventListener('online', listener);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    window.removeEventListener('online', listener);
    document.removeEventListener('visibilitychange', onVisible);
  };
}

function isSameHealth(a: SyncHealth, b: SyncHealth): boolean {
  return (Object.keys(a) as (keyof SyncHealth)[]).every((key) => a[key] === b[key]);
}

let open: readonly SyncDesk[] = [];
const watchers = new Set<() => void>();

function showDesk(desk: SyncDesk): void {
  open = [...open, desk];
  for (const watcher of [...watchers]) watcher();
}

function closeDesk(desk: SyncDesk): void {
  open = open.filter((other) => other !== desk);
  for (const watcher of [...watchers]) watcher();
}

/** The desk that was opened last in this tab, for a status line outside of the page that holds the store. */
export function currentDesk(): SyncDesk | null {
  return open.at(-1) ?? null;
}

export function watchCurrentDesk(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
