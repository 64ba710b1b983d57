/** What the worker that holds a store's connection and the tabs that show it say to each other. */
import type { LinkReport } from './health.js';
import type { TicketAnswer } from './ticket.js';

export type WorkerMessage =
  | { readonly kind: 'report'; readonly report: LinkReport }
  /** Which tab can get a ticket? The first to offer is taken, so that one request is made. */
  | { readonly kind: 'who'; readonly ask: string }
  | { readonly kind: 'take'; readonly ask: string; readonly tab: string }
  /** The server's log was replaced: save what it never got, before the store shuts down. */
  | { readonly kind: 'rescue' /** The same for all tabs. */; readonly id: string };

export type TabMessage =
  /** A tab has opened: where do we stand? */
  | { readonly kind: 'hello' }
  | { readonly kind: 'offer'; readonly ask: string; readonly tab: string }
  | { readonly kind: 'answer'; readonly ask: string; readonly answer: TicketAnswer }
  | { readonly kind: 'nudge' | 'resume' }
  | { readonly kind: 'signed-out'; readonly reason: string }
  | { readonly kind: 'rescued' }
  /** Every tab lets go of the store, because its local copy is about to be removed; and may take it up again. */
  | { readonly kind: 'release' }
  | { readonly kind: 'cleared'; readonly ok: boolean };

export type BridgeMessage = WorkerMessage | TabMessage;

export interface Bridge {
  send(message: BridgeMessage): void;
  close(): void;
}

/** Messages come from our own pages only: a BroadcastChannel does not leave its origin. */
export function openBridge(storeId: string, receive: (message: BridgeMessage) => void): Bridge {
  const channel = new BroadcastChannel(`purser:sync:${storeId}`);
  channel.onmessage = ({ data }: MessageEvent<BridgeMessage>) => receive(data);
  // In Node an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return { send: (message) => channel.postMessage(message), close: () => channel.close() };
}

export function newId(): string {
  return crypto.randomUUID();
}
