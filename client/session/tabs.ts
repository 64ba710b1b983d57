/** What tabs of one browser tell each other, so that any number of them makes one request. */
import type { Grant } from './endpoints.js';
import { isSignOutReason, type SignOutReason } from './reasons.js';
import type { Surroundings } from './surroundings.js';

export type TabMessage =
  | {
      readonly kind: 'grant';
      readonly grant: Grant /** Milliseconds since the server gave it. */;
      readonly ageMs: number;
    }
  | { readonly kind: 'ask' }
  | { readonly kind: 'ended'; readonly sessionId: string; readonly reason: SignOutReason };

export interface Tabs {
  readonly connected: boolean;
  tell(message: TabMessage): void;
  listen(receive: (message: TabMessage) => void): void;
  /** Runs alone among the tabs, if the lock comes within `limitMs`; else runs all the same. `waited`: somebody else had it. */
  exclusively<T>(what: string, limitMs: number, run: (waited: boolean) => Promise<T>): Promise<T>;
  /** Runs only when no other tab is in it; answers whether it ran. */
  ifNobodyElse(what: string, run: () => Promise<void>): Promise<boolean>;
  /** Runs in one tab at a time, and moves to the next when that one goes. Without locks every tab runs it. */
  asLeader(what: string, run: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void>;
  close(): void;
}

export function openTabs(audience: string, { locks, openChannel }: Pick<Surroundings, 'locks' | 'openChannel'>): Tabs {
  const name = (what: string) => `purser:${audience}:${what}`;
  const channel = openChannel?.(name('tabs')) ?? null;

  return {
    connected: channel !== null,
    tell: (message) => channel?.postMessage(message),
    listen(receive) {
      if (!channel) return;
      channel.onmessage = ({ data }) => {
        const message = readMessage(data);
        if (message) receive(message);
      };
    },
    async exclusively(what, limitMs, run) {
      if (!locks) return run(false);
      const taken = Symbol('taken');
      const atOnce = await locks.request(name(what), { ifAvailable: true }, async (lock) =>
        lock ? run(false) : taken,
      );
      if (atOnce !== taken) return atOnce as Awaited<ReturnType<typeof run>>;
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), limitMs);
      let started = false;
      try {
        return await locks.request(name(what), { signal: limit.signal }, () => {
          clearTimeout(timer);
          started = true;
          return run(true);
        });
      } catch (error) {
        if (started || !limit.signal.aborted) throw error;
        return run(true);
      } finally {
        clearTimeout(timer);
      }
    },
    async ifNobodyElse(what, run) {
      if (!locks) {
        await run();
        return true;
      }
      return locks.request(name(what), { ifAvailable: true }, async (lock) => {
        if (lock) await run();
        return Boolean(lock);
      });
    },
    async asLeader(what, run, signal) {
      if (!locks) return run(signal);
      await locks
        .request(name(what), { signal }, () => run(signal))
        .catch((error: unknown) => {
          if (!signal.aborted) throw error;
        });
    },
    close: () => channel?.close(),
  };
}

function readMessage(data: unknown): TabMessage | null {
  if (typeof data !== 'object' || data === null) return null;
  const message = data as Partial<Record<string, unknown>>;
  if (message.kind === 'ask') return { kind: 'ask' };
  if (message.kind === 'ended' && typeof message.sessionId === 'string' && isSignOutReason(message.reason)) {
    return { kind: 'ended', sessionId: message.sessionId, reason: message.reason };
  }
  if (message.kind === 'grant' && typeof message.ageMs === 'number' && isGrant(message.grant)) {
    return { kind: 'grant', grant: message.grant, ageMs: message.ageMs };
  }
  return null;
}

/** Tabs of an older version may speak otherwise. */
function isGrant(value: unknown): value is Grant {
  const grant = value as Partial<Grant> | null | undefined;
  const { sessionId, userId } = grant?.session ?? {};
  return (
    [grant?.accessToken, sessionId, userId].every((part) => typeof part === 'string') &&
    typeof grant?.lifeMs === 'number'
  );
}
