/** Listens for the end of the session, so that a person learns of it within two seconds and not at the next request. */
import { eventFrames, type ServerEvent } from '../http/event-frames.js';
import { createBackoff } from './backoff.js';
import { isSignOutReason, type SignOutReason } from './reasons.js';

export interface EndStreamOptions {
  /** Opens the stream with a good token. */
  readonly open: (signal: AbortSignal) => Promise<Response>;
  readonly onEnd: (reason: SignOutReason) => void;
  readonly random: () => number;
}

const SILENCE_LIMIT_MS = 90_000;
/** The server has no such stream (an older one): the next refresh tells the end instead. */
const NOT_THERE = [404, 405, 501];

/** Runs until the session ends or the signal aborts; comes back after every interruption. */
export async function listenForEnd(options: EndStreamOptions, signal: AbortSignal): Promise<void> {
  const backoff = createBackoff(1_000, 30_000, options.random);
  while (!signal.aborted) {
    try {
      const response = await options.open(signal);
      if (NOT_THERE.includes(response.status)) return;
      if (response.ok && response.body) {
        backoff.reset();
        if (await readUntilEnd(response.body, options.onEnd)) return;
      }
    } catch {
      // The connection broke or could not be opened; the pause below is the answer to both.
    }
    await pause(backoff.next(), signal);
  }
}

/** True when the end came. */
async function readUntilEnd(
  body: ReadableStream<Uint8Array>,
  onEnd: (reason: SignOutReason) => void,
): Promise<boolean> {
  for await (const event of eventFrames(body, SILENCE_LIMIT_MS)) {
    const reason = endIn(event);
    if (!reason) continue;
    onEnd(reason);
    return true;
  }
  return false;
}

/** The reason in one event, when it tells the end of the session. */
function endIn({ event, data }: ServerEvent): SignOutReason | null {
  if (event !== 'session-ended') return null;
  try {
    const { reason } = JSON.parse(data) as { reason?: unknown };
    return isSignOutReason(reason) ? reason : 'session_revoked';
  } catch {
    return 'session_revoked';
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
