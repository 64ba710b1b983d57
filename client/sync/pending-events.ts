import { type Store, StoreInternalsSymbol } from '@livestore/livestore';
import { Effect } from '@livestore/utils/effect';
import type { SetAsideEvent } from './set-aside.js';

/** The events of an open store that its server has not confirmed, oldest first. Events that never leave the device are left out. */
export async function pendingEvents(store: Store): Promise<readonly SetAsideEvent[]> {
  const { clientSession, syncProcessor } = store[StoreInternalsSymbol];
  const leader = await Effect.runPromise(clientSession.leaderThread.syncState.get);
  const session = await Effect.runPromise(syncProcessor.syncState.get);
  const events = new Map<string, { readonly at: number; readonly event: SetAsideEvent }>();
  for (const { seqNum, sessionId, name, args } of [...leader.pending, ...session.pending]) {
    if (seqNum.client !== 0) continue;
    const key = `${seqNum.global}:${sessionId}`;
    events.set(key, { at: seqNum.global, event: { key, name, args } });
  }
  return [...events.values()].sort((a, b) => a.at - b.at).map(({ event }) => event);
}
