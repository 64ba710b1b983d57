/** A stream of server-sent events that comes back after every interruption. */
import { createBackoff } from '../session/backoff.js';
import { eventFrames, type ServerEvent } from './event-frames.js';

export interface FollowedEvents {
  /** Opens the stream with a good token. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly onEvent: (event: ServerEvent) => void;
  /** Whether the stream stands; while it does not, nothing is heard of. */
  readonly onState?: (isOpen: boolean) => void;
}

/** The server says something far more often. */
const SILENCE_LIMIT_MS = 90_000;
/** The server has no such stream (an older one): what is asked again now and then has to do. */
const NOT_THERE = [404, 405, 501];

/** Runs until the signal aborts, or the server turns out not to have the stream. */
export async function followEvents({ open, onEvent, onState }: FollowedEvents, signal: AbortSignal): Promise<void> {
  const backoff = createBackoff(1_000, 30_000);
  while (!signal.aborted) {
    try {
      const response = await open(signal);
      if (NOT_THERE.includes(response.status)) return;
      if (response.ok && response.body) {
        backoff.reset();
        onState?.(true);
        for await (const event of eventFrames(response.body, SILENCE_LIMIT_MS)) onEvent(event);
      }
    } catch {
      // The connection broke or could not be opened; the pause below is the answer to both.
    }
    onState?.(false);
    await pause(backoff.next(), signal);
  }
}

/** Ends early when the device is online again. */
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
