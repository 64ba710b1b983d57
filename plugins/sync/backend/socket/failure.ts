/** What a failure under a frame does to its socket. Never `UnknownError`: that would end the stock client's pulling. */
import { type SyncClosing, syncClosings } from '../../names.js';
import { CloseSocket } from '../protocol/close-socket.js';

/** SQLSTATE classes of data that will never be stored, however often it is sent. */
const UNSTORABLE = /^(22|23514|54)/;
/** Connection lost, a standby that takes no writes, out of resources, deadlock or shutdown: passing. */
const PASSING = /^(08|25006|40|53|55|57)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);

export function closingOf(error: unknown): SyncClosing {
  if (error instanceof CloseSocket) return error.closing;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    if (UNSTORABLE.test(code)) return syncClosings.unstorableEvent;
    if (PASSING.test(code) || NETWORK.has(code)) return syncClosings.tryLater;
  }
  // pg's own words for a lost or exhausted connection carry no code.
  if (error instanceof Error && /[Cc]onnection|timeout/.test(error.message)) return syncClosings.tryLater;
  return syncClosings.internal;
}
