import type { Problem } from '../names.js';

export interface ProblemFacts {
  /** Replaces the problem's sentence, when this one tells more. */
  readonly message?: string;
  /** Field name → what is wrong with it. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Seconds; also sent as `Retry-After`. */
  readonly retryAfter?: number;
  /** True when everything from the same client address on the same path is refused for `retryAfter`, whatever it says. */
  readonly ofAddress?: boolean;
  /** Further members of the answer, e.g. the current record beside `stale`. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Logged, never sent. */
  readonly cause?: unknown;
}

/** The one way to refuse a request: the error filter sends its problem, and logs its cause. */
export class Refusal extends Error {
  constructor(
    readonly problem: Problem,
    readonly facts: ProblemFacts = {},
  ) {
    super(facts.message ?? problem.message, { cause: facts.cause });
    this.name = 'Refusal';
  }
}
