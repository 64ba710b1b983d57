import { type Store, StoreInternalsSymbol } from '@livestore/livestore';
import { Effect, Stream } from '@livestore/utils/effect';
import { pendingEvents } from './pending-events.js';
import type { SetAsideEvent } from './set-aside.js';

/** What LiveStore's own log has not given by then is not waited for. */
const READ_MS = 4_000;

/**
 * What this device made and a restored log does not hold, oldest first: confirmed events of its own that are newer than
 * `restoredHead`, and those that never reached a server. Others' events are left to their devices, or each would add them
 * again. `restoredHead` null: only the latter can be told.
 */
export async function missingEvents(store: Store, restoredHead: number | null): Promise<readonly SetAsideEvent[]> {
  const pending = await pendingEvents(store);
  if (restoredHead === null) return pending;
  return [...(await ownConfirmedAfter(store, restoredHead)), ...pending];
}

async function ownConfirmedAfter(store: Store, head: number): Promise<readonly SetAsideEvent[]> {
  const { leaderThread, clientId } = store[StoreInternalsSymbol].clientSession;
  const { upstreamHead } = await Effect.runPromise(leaderThread.syncState.get);
  if (upstreamHead.global <= head) return [];
  const found: SetAsideEvent[] = [];
  // The type marks sequence numbers that a log gave; this one is a place in it.
  const since = { ...upstreamHead, global: head, client: 0 } as typeof upstreamHead;
  const reading = Stream.runForEach(leaderThread.events.stream({ since, until: upstreamHead }), (event) =>
    Effect.sync(() => {
      if (event.clientId !== clientId || event.seqNum.client !== 0) return;
      const key = `${event.seqNum.global}:${event.sessionId}`;
      found.push({ key, name: event.name, args: event.args });
    }),
  );
  await Effect.runPromise(reading.pipe(Effect.timeoutOption(READ_MS)));
  return found;
}
