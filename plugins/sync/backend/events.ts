import { defineEvent } from '@purser/kit/backend/events';

/** A log was closed for good and will be erased after its grace: whoever keeps copies orders the last one now. */
export const logRetired = defineEvent<{
  storeId: string;
  workspaceId: string;
  /** Tells one retirement of a log from the next, when it was brought back in between. */
  time: number;
}>('sync.log-retired');

/** The rows of a log were replaced by restored ones; it has another backend id. */
export const logReplaced = defineEvent<{ storeId: string; workspaceId: string; backendId: string }>(
  'sync.log-replaced',
);
