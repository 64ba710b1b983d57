/** Where unexpected errors go besides the log. `instrument.ts` points it at Sentry when there is a DSN. */
import type { Monitor } from '@purser/kit/backend/reports';

export interface ErrorContext {
  readonly requestId?: string;
  readonly route?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Receiver {
  error(error: unknown, context: ErrorContext): void;
  crumb(category: string, message: string, data?: Readonly<Record<string, string | number>>): void;
  checkIn(monitor: Monitor): (status: 'ok' | 'error') => void;
  flush(): Promise<void>;
}

let receiver: Receiver | undefined;

export function reportErrorsTo(receives: Receiver): void {
  receiver = receives;
}

export function reportError(error: unknown, context: ErrorContext = {}): void {
  receiver?.error(error, context);
}

export function leaveCrumb(...crumb: Parameters<Receiver['crumb']>): void {
  receiver?.crumb(...crumb);
}

export function beginCheckIn(monitor: Monitor): (status: 'ok' | 'error') => void {
  return receiver?.checkIn(monitor) ?? (() => undefined);
}

/** Resolves when what was reported has been sent, or cannot be. */
export async function reportsSent(): Promise<void> {
  await receiver?.flush();
}
