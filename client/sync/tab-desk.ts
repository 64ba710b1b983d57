/** The worker's side of the bridge: tabs fetch the tickets, because they hold the session. */
import { newId, openBridge } from './bridge.js';
import { firstReport, type LinkReport } from './health.js';
import type { LinkOrders, TicketAnswer, TicketDesk } from './ticket.js';

const OFFER_LIMIT_MS = 3_000;
const ANSWER_LIMIT_MS = 20_000;
const RESCUE_LIMIT_MS = 5_000;
/** After the first tab has saved what it has, the others may still be at it. */
const RESCUE_GRACE_MS = 500;
const nobody: TicketAnswer = { kind: 'refused', refusal: { status: 0, code: 'no_tab' } };

export function openTabDesk(storeId: string): TicketDesk {
  let orders: LinkOrders | null = null;
  let report: LinkReport = firstReport;
  let asking: {
    readonly ask: string;
    offered: boolean;
    readonly settle: (answer: TicketAnswer) => void;
    extend(): void;
  } | null = null;

  let rescued: (() => void) | null = null;

  const bridge = openBridge(storeId, (message) => {
    switch (message.kind) {
      case 'hello':
        return bridge.send({ kind: 'report', report });
      case 'offer':
        if (asking?.ask !== message.ask || asking.offered) return;
        asking.offered = true;
        asking.extend();
        return bridge.send({ kind: 'take', ask: message.ask, tab: message.tab });
      case 'answer':
        if (asking?.ask === message.ask) asking.settle(message.answer);
        return;
      case 'rescued':
        return rescued?.();
      case 'nudge':
        return orders?.nudge();
      case 'resume':
        return orders?.resume();
      case 'signed-out':
        return orders?.signedOut(message.reason);
      default:
        return;
    }
  });

  const stopListening = listenForNetwork(() => orders?.nudge());

  return {
    take: (signal) =>
      new Promise((resolve) => {
        const ask = newId();
        let timer = setTimeout(() => settle(nobody), OFFER_LIMIT_MS);
        const settle = (answer: TicketAnswer) => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          if (asking?.ask === ask) asking = null;
          resolve(answer);
        };
        const onAbort = () => settle(nobody);
        const extend = () => {
          clearTimeout(timer);
          timer = setTimeout(() => settle(nobody), ANSWER_LIMIT_MS);
        };
        signal.addEventListener('abort', onAbort);
        asking = { ask, offered: false, settle, extend };
        bridge.send({ kind: 'who', ask });
      }),
    report(next) {
      report = next;
      bridge.send({ kind: 'report', report });
    },
    listen(next) {
      orders = next;
    },
    rescue: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, RESCUE_LIMIT_MS);
        rescued = () => {
          clearTimeout(timer);
          setTimeout(resolve, RESCUE_GRACE_MS);
        };
        bridge.send({ kind: 'rescue', id: newId() });
      }),
    close() {
      stopListening();
      bridge.close();
    },
  };
}

/** A worker hears of the network by itself, also while every tab sleeps. */
function listenForNetwork(listener: () => void): () => void {
  if (typeof globalThis.addEventListener !== 'function') return () => {};
  globalThis.addEventListener('online', listener);
  return () => globalThis.removeEventListener('online', listener);
}
