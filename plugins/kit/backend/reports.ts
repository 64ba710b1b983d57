/** A piece of work that is expected at certain times; whoever watches it raises an alarm when it does not report. */
export interface Monitor {
  /** Lower-case letters, digits and dashes. */
  readonly slug: string;
  /** Five-field cron in `zone`. */
  readonly cron: string;
  readonly zone: string;
  /** Minutes it may begin late. */
  readonly marginMinutes: number;
  /** Minutes it may take. */
  readonly maxMinutes: number;
}

/** A part of a trace. */
export interface Span {
  /** Dotted words for what kind of work it is, e.g. `store.step`. */
  readonly op: string;
  /** Few different ones: no ids. */
  readonly name: string;
  /** Ids, counts and codes. */
  readonly data?: Readonly<Record<string, string | number>>;
}

/** Error reports, traces and check-ins to Sentry, where there is a DSN; elsewhere nothing happens. Never keys, links or names. */
export abstract class Reports {
  /** `tags` are searchable: ids, steps and codes. */
  abstract error(error: unknown, tags: Readonly<Record<string, string>>): void;
  /** Stands in the next error report as what happened before it. */
  abstract crumb(category: string, message: string, data?: Readonly<Record<string, string | number>>): void;
  /** Answers what ends it. */
  abstract checkIn(monitor: Monitor): (status: 'ok' | 'error') => void;
  /** A part of the request or job that is under way, with its duration. */
  abstract part<T>(span: Span, run: () => Promise<T>): Promise<T>;
  /** What somebody outside asked for otherwise than by a request, e.g. a socket, with the `traceparent` that came along. */
  abstract answered<T>(traceparent: string | undefined, span: Span, run: () => Promise<T>): Promise<T>;
  /** Headers that let another process go on with what is under way; none where nothing is traced. */
  abstract traceHeaders(): Record<string, string>;
}
