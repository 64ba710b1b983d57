import type { EntityManager } from 'typeorm';

/**
 * Small messages to every process of the house over PostgreSQL's NOTIFY. They are hints, never the truth:
 * a receiver re-reads the database, and `onGap` tells it that some may have been missed.
 */
export abstract class Signals {
  /**
   * With `tx` it is delivered if and only if the transaction commits. NOTIFY serialises commits, so the push path
   * of sync sends its own, coalesced, with `tx` undefined. Payload ≤ 7,000 bytes.
   */
  abstract send(channel: string, payload: string, tx?: EntityManager): Promise<void>;
  /** Returns the function that unsubscribes. `onGap` runs after the listening connection was lost and is back. */
  abstract subscribe(channel: string, receive: (payload: string) => void, onGap?: () => void): () => void;
}
