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

/** Error reports and check-ins to Sentry, where there is a DSN; elsewhere nothing happens. Never keys, links or names. */
export abstract class Reports {
  /** `tags` are searchable: ids, steps and codes. */
  abstract error(error: unknown, tags: Readonly<Record<string, string>>): void;
  /** Stands in the next error report as what happened before it. */
  abstract crumb(category: string, message: string, data?: Readonly<Record<string, string | number>>): void;
  /** Answers what ends it. */
  abstract checkIn(monitor: Monitor): (status: 'ok' | 'error') => void;
}
