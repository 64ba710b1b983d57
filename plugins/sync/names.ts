/** Permissions, audit names, refusals and socket closings of sync. Safe in a browser. */
import { defineAudit, definePermissions, defineProblems, ofWorkspace } from '@purser/kit/names';

export const syncPermissions = definePermissions('sync', {
  readConnections: 'See live sync connections',
  endConnection: 'End a live sync connection',
  readEvents: 'See names, sizes and times of the events of stores, never their content',
  discloseEvent: 'See the content of single events of stores, with a reason',
});

export const syncAudit = defineAudit('sync', {
  connectionEnded: ofWorkspace('Live sync connection ended'),
  eventDisclosed: ofWorkspace('Looked at the content of an event of a store'),
});

export const syncProblems = defineProblems({
  storeNotFound: [404, 'store_not_found', 'There is no such store, or it is not yours to open.'],
  eventNotFound: [404, 'event_not_found', 'There is no such event in this store; nothing was shown and nothing noted.'],
  storeNotReady: [503, 'store_not_ready', 'This workspace’s store is still being prepared; it usually takes a second.'],
  storeSuspended: [
    403,
    'store_suspended',
    'This workspace is suspended. Nothing was deleted; changes wait on this device.',
  ],
  notAMember: [
    403,
    'not_a_member',
    'You are not a member of this workspace any more. What was not sent is kept on this device.',
  ],
  ticketRequired: [401, 'ticket_required', 'A sync connection needs a ticket or an access token.'],
  ticketInvalid: [401, 'ticket_invalid', 'This sync ticket is unknown; ask for a new one.'],
  ticketExpired: [401, 'ticket_expired', 'This sync ticket has expired; ask for a new one.'],
  ticketUsed: [401, 'ticket_used', 'This sync ticket was used before; ask for a new one.'],
  ticketWrongStore: [403, 'ticket_wrong_store', 'This sync ticket is for another store.'],
  sessionEnded: [
    401,
    'session_revoked',
    'This session has ended; sign in again. What was not sent is kept on this device.',
  ],
  originRefused: [403, 'origin_refused', 'Pages of this origin may not connect to sync here.'],
  invalidUpgrade: [400, 'invalid_upgrade', 'A sync connection is opened with storeId, payload and transport=ws.'],
  busy: [503, 'sync_busy', 'Too many devices are connecting at once; this one tries again in a moment.'],
});

/** How a socket is closed: the code, and the close reason, which is stable and means one thing. */
export interface SyncClosing {
  readonly code: number;
  readonly reason: string;
}

const closing = (code: number, reason: string): SyncClosing => Object.freeze({ code, reason });

/**
 * Everything this server closes a socket with, beside `4401` with the reason a session ended
 * (`signed_out`, `account_disabled`, `password_changed` …), which comes from auth.
 */
export const syncClosings = Object.freeze({
  /** 1001: nothing came for a while, not even an answer to our ping. */
  idle: closing(1001, 'idle'),
  protocolError: closing(1002, 'protocol_error'),
  binaryFrame: closing(1003, 'binary_frame'),
  malformedFrame: closing(1007, 'malformed_frame'),
  /** The frame is sound JSON, but PostgreSQL cannot keep it: nested too deeply, or a name that is no text. */
  unstorableEvent: closing(1007, 'unstorable_event'),
  brokenChain: closing(1007, 'broken_chain'),
  wrongStore: closing(1008, 'wrong_store'),
  frameTooLarge: closing(1009, 'frame_too_large'),
  eventTooLarge: closing(1009, 'event_too_large'),
  batchTooLarge: closing(1009, 'batch_too_large'),
  internal: closing(1011, 'internal'),
  restarting: closing(1012, 'restarting'),
  /** Ended by an operator: connect again, with fresh authorisation. */
  endedByOperator: closing(1012, 'ended_by_operator'),
  /** Something passing, such as the database out of reach. Nothing is lost: connect again. */
  tryLater: closing(1013, 'try_later'),
  removed: closing(4403, 'removed'),
  /** The role changed what the socket may do: connect again with a new ticket. */
  roleChanged: closing(4403, 'role_changed'),
  /** A viewer pushed. */
  readOnly: closing(4403, 'read_only'),
  storeNotFound: closing(4404, 'store_not_found'),
  workspaceDeleted: closing(4404, 'workspace_deleted'),
  suspended: closing(4409, 'store_suspended'),
  /** Pushed while the store only answers reads. */
  storeReadOnly: closing(4409, 'store_read_only'),
  /** The log was replaced by a restored one: open the store anew. */
  restored: closing(4410, 'restored'),
  tooFast: closing(4429, 'too_fast'),
  tooManyConnections: closing(4429, 'too_many_connections'),
  /** Of all people together on one store. */
  storeCrowded: closing(4429, 'store_crowded'),
  tooManyPulls: closing(4429, 'too_many_pulls'),
  /** Sent chunks were not acknowledged in time. */
  acksMissing: closing(4429, 'acks_missing'),
});

/** 4401 with why the session ended. */
export function sessionEndedClosing(reason: string): SyncClosing {
  return closing(4401, reason);
}
