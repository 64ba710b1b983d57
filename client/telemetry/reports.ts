/**
 * Reports of a page to Sentry, or to whatever takes its envelopes. Sentry itself is loaded only when the server names a
 * DSN; until then steps and errors wait here, and without one they are dropped.
 */
import type { SessionStep } from '../session/session-contract.js';
import { withoutSecretsIn } from './private.js';
import { type Concern, type Crumb, SessionTrail } from './trail.js';

/** What the server tells browsers; absent when reports are off. */
export interface ReportsConfig {
  /** Public by nature: it allows sending, not reading. */
  readonly dsn: string;
  readonly environment: string;
}

/** Hand these to Sentry's `init`. */
export interface ReportOptions extends ReportsConfig {
  readonly initialScope: { readonly tags: Readonly<Record<string, string>> };
  readonly sendDefaultPii: false;
  readonly maxBreadcrumbs: number;
  beforeSend<E extends object>(event: E): E;
}

/** What is used of Sentry. */
export interface Reporter {
  addBreadcrumb(crumb: { -readonly [Key in keyof Crumb]: Crumb[Key] }): void;
  captureException(error: unknown): unknown;
  captureMessage(
    message: string,
    context: { level: 'warning'; tags: Record<string, string>; fingerprint: string[] },
  ): unknown;
}

export interface Reports {
  /** Give it to the session manager as `onStep`. */
  readonly onStep: (step: SessionStep) => void;
  /** Call it once the server's answer is there; without a config nothing is ever loaded. */
  start(config: ReportsConfig | null | undefined): Promise<void>;
}

const KEPT_CRUMBS = 60;
const KEPT_ERRORS = 5;

/** `load` imports Sentry and calls its `init`. `app` becomes a tag, e.g. `portal`. */
export function createReports(app: string, load: (options: ReportOptions) => Promise<Reporter>): Reports {
  const trail = new SessionTrail();
  const early = catchEarlyErrors();
  let waiting: { crumb: Crumb; concern: Concern | null }[] = [];
  let state: Reporter | 'not yet' | 'off' = 'not yet';

  const tell = (to: Reporter, { crumb, concern }: (typeof waiting)[number]) => {
    to.addBreadcrumb({ ...crumb });
    if (!concern) return;
    const { title, tags } = concern;
    to.captureMessage(title, { level: 'warning', tags, fingerprint: [title, ...Object.values(tags)] });
  };
  const settle = (next: Reporter | 'off') => {
    const kept = waiting;
    const errors = early.stop();
    waiting = [];
    state = next;
    if (next === 'off') return;
    for (const each of kept) tell(next, each);
    for (const error of errors) next.captureException(error);
  };

  return {
    onStep(step) {
      const followed = trail.follow(step);
      if (state === 'not yet') waiting = [...waiting, followed].slice(-KEPT_CRUMBS);
      else if (state !== 'off') tell(state, followed);
    },
    async start(config) {
      if (state !== 'not yet') return;
      if (!config) return settle('off');
      const options: ReportOptions = {
        ...config,
        initialScope: { tags: { app } },
        sendDefaultPii: false,
        maxBreadcrumbs: KEPT_CRUMBS,
        beforeSend: (event) => withoutSecretsIn(event),
      };
      // Reports that cannot be had, e.g. for a blocker in the browser, take nothing away from the page.
      settle(await load(options).catch(() => 'off' as const));
    },
  };
}

/** What goes wrong while a page starts is what one most wants to hear of. */
function catchEarlyErrors(): { stop(): readonly unknown[] } {
  const caught: unknown[] = [];
  const keep = (error: unknown) => void (caught.length < KEPT_ERRORS && caught.push(error));
  const onError = (event: ErrorEvent) => keep(event.error ?? event.message);
  const onRejection = (event: PromiseRejectionEvent) => keep(event.reason);
  globalThis.addEventListener('error', onError);
  globalThis.addEventListener('unhandledrejection', onRejection);
  return {
    stop() {
      globalThis.removeEventListener('error', onError);
      globalThis.removeEventListener('unhandledrejection', onRejection);
      return caught;
    },
  };
}
