/** Facts auth publishes; listeners run in its transaction. */
import type { Origin } from '@purser/kit/backend/access';
import type { AuditEntry } from '@purser/kit/backend/audit';
import { defineEvent } from '@purser/kit/backend/events';
import type { SessionEndReason } from '../records.js';

/**
 * These sessions of customers are over; open connections must close with the reason. Many at once when everybody's are
 * ended or lapse together, so a listener treats them as one set.
 */
export const sessionsEnded = defineEvent<{
  readonly sessions: readonly { readonly id: string; readonly userId: string }[];
  readonly reason: SessionEndReason;
}>('auth.sessions-ended');

/** The address is proven: the person may sign in from now on. */
export const userConfirmed = defineEvent<{ userId: string; email: string }>('auth.user-confirmed');

/** The account is suspended; its sessions ended in the same transaction. */
export const userDisabled = defineEvent<{ userId: string }>('auth.user-disabled');

/**
 * Somebody signed in where they never did before: news to the person (SECURITY 22). Published in the transaction of the
 * sign-in, so an alert is queued if and only if it happened. The first sign-in of an account is none.
 */
export const signedInOnNewDevice = defineEvent<{
  readonly kind: 'customer' | 'operator';
  readonly personId: string;
  readonly sessionId: string;
  /** e.g. "Firefox on Linux" */
  readonly device: string;
  /** Coarse, from a trusted proxy; null where none tells. */
  readonly place: string | null;
  readonly at: Date;
}>('auth.signed-in-on-new-device');

/**
 * The reader of the account's mail said that a sign-in or a change was not theirs. What it opened is over, in the same
 * transaction; the account now needs a new password, and a way to choose one has to reach its address.
 */
export const accountDisputed = defineEvent<{
  readonly userId: string;
  /** As it is from now on. */
  readonly email: string;
  readonly origin: Origin;
}>('auth.account-disputed');

/** The account's name or address is another one from now on. */
export const userRenamed = defineEvent<{ userId: string }>('auth.user-renamed');

/**
 * The account is about to be deleted, in this transaction. Who keeps something for the person lets go of it now; a
 * listener that throws keeps the account, e.g. with `last_owner` while a workspace would be left without an owner.
 */
export const accountDeleting = defineEvent<{ userId: string; by: AuditEntry['by'] }>('auth.account-deleting');

/** `pnpm purser seed` made a customer to show the product with: give it something to look at. */
export const demoUserSeeded = defineEvent<{ userId: string; name: string }>('auth.demo-user-seeded');
