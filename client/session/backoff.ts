/** Growing pauses with jitter, so that a thousand clients of a restarted server do not come back in the same instant. */
export interface Backoff {
  /** Milliseconds to wait now; grows with each call until `reset`. */
  next(atLeastMs?: number): number;
  reset(): void;
}

/** Between half and all of `firstMs`, doubled each time up to `longestMs`. */
export function createBackoff(firstMs: number, longestMs: number, random: () => number = Math.random): Backoff {
  let attempt = 0;
  return {
    next(atLeastMs = 0) {
      const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 30));
      attempt += 1;
      const pause = full / 2 + random() * (full / 2);
      return Math.round(atLeastMs > pause ? atLeastMs + random() * Math.min(1_000, atLeastMs * 0.1) : pause);
    },
    reset() {
      attempt = 0;
    },
  };
}
