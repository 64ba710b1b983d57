/** Hears of every change in this person's workspaces, whoever made it: one stream for all tabs of a browser. */

import type { ServerEvent } from '../http/event-frames.js';
import { followEvents } from '../http/follow-events.js';
import type { WorkspaceChange } from './records.js';

export interface ChangeStreamOptions {
  /** Opens the stream as the person who is signed in. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly userId: string;
  readonly onChange: (change: WorkspaceChange) => void;
  /** The stream stands (again), or missed something: what happened before is not in it, so everything is read anew. */
  readonly onResync: () => void;
}

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
  const onEvent = ({ event, data }: ServerEvent) => {
    if (event === 'resync') tellAll({ kind: 'resync' });
    const change = event === 'change' ? readChange(data) : null;
    if (change) tellAll({ kind: 'change', change });
  };
  const lead = () => followEvents({ open, onEvent }, stop.signal);
  const locks = globalThis.navigator?.locks;
  const led = locks ? locks.request(name, { signal: stop.signal }, lead) : lead();
  led.catch(() => undefined);
  return () => {
    stop.abort();
    channel?.close();
  };
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
