/** Hears of every change in this person's workspaces, whoever made it: one stream for all tabs of a browser. */

import { eventFrames } from '../http/event-frames.js';
import { createBackoff } from '../session/backoff.js';
import type { WorkspaceChange } from './records.js';

export interface ChangeStreamOptions {
  /** Opens the stream as the person who is signed in. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly userId: string;
  readonly onChange: (change: WorkspaceChange) => void;
  /** The stream stands (again), or missed something: what happened before is not in it, so everything is read anew. */
  readonly onResync: () => void;
}

const SILENCE_LIMIT_MS = 90_000;
/** The server has no such stream (an older one): what is asked again on focus has to do. */
const NOT_THERE = [404, 405, 501];

type Told = { readonly kind: 'resync' } | { readonly kind: 'change'; readonly change: WorkspaceChange };

/** Answers how to stop it. */
export function followChanges({ open, userId, onChange, onResync }: ChangeStreamOptions): () => void {
  const stop = new AbortController();
  const name = `purser:changes:${userId}`;
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name);
  // In Node an open channel would keep the process alive.
  (channel as { unref?: () => void } | null)?.unref?.();
  const hear = (told: Told) => (told.kind === 'resync' ? onResync() : onChange(told.change));
  const tellAll = (told: Told) => {
    channel?.postMessage(told);
    hear(told);
  };
  if (channel) channel.onmessage = ({ data }: MessageEvent<Told>) => hear(data);
  const lead = () => listen(open, tellAll, stop.signal);
  const locks = globalThis.navigator?.locks;
  const led = locks ? locks.request(name, { signal: stop.signal }, lead) : lead();
  led.catch(() => undefined);
  return () => {
    stop.abort();
    channel?.close();
  };
}

async function listen(
  open: ChangeStreamOptions['open'],
  tell: (told: Told) => void,
  signal: AbortSignal,
): Promise<void> {
  const backoff = createBackoff(1_000, 30_000);
  while (!signal.aborted) {
    try {
      const response = await open(signal);
      if (NOT_THERE.includes(response.status)) return;
      if (response.ok && response.body) {
        backoff.reset();
        for await (const { event, data } of eventFrames(response.body, SILENCE_LIMIT_MS)) {
          if (event === 'resync') tell({ kind: 'resync' });
          const change = event === 'change' ? readChange(data) : null;
          if (change) tell({ kind: 'change', change });
        }
      }
    } catch {
      // The connection broke or could not be opened; the pause below is the answer to both.
    }
    await pause(backoff.next(), signal);
  }
}

function readChange(data: string): WorkspaceChange | null {
  try {
    const change = JSON.parse(data) as Partial<WorkspaceChange>;
    return typeof change.workspaceId === 'string' && typeof change.kind === 'string'
      ? (change as WorkspaceChange)
      : null;
  } catch {
    return null;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      globalThis.removeEventListener?.('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    globalThis.addEventListener?.('online', done);
  });
}
