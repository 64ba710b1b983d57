/** Where unexpected errors go besides the log. `instrument.ts` points it at Sentry when there is a DSN. */
export interface ErrorContext {
  readonly requestId?: string;
  readonly route?: string;
}

let report: (error: unknown, context: ErrorContext) => void = () => undefined;

export function reportErrorsTo(receive: typeof report): void {
  report = receive;
}

export function reportError(error: unknown, context: ErrorContext = {}): void {
  report(error, context);
}
