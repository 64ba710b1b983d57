/** Where unexpected errors go besides the log. `instrument.ts` points it at Sentry when there is a DSN. */
export interface ErrorContext {
  readonly requestId?: string;
  readonly route?: string;
}

let report: (error: unknown, context: ErrorContext) => void = () => undefined;
let flush: () => Promise<void> = () => Promise.resolve();

export function reportErrorsTo(receive: typeof report, sent: typeof flush): void {
  report = receive;
  flush = sent;
}

export function reportError(error: unknown, context: ErrorContext = {}): void {
  report(error, context);
}

/** Resolves when what was reported has been sent, or cannot be. */
export function reportsSent(): Promise<void> {
  return flush();
}
