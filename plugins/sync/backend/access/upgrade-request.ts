import { Refusal } from '@purser/kit/backend/errors';
import { z } from 'zod';
import { syncProblems } from '../../names.js';
import { storeIdSchema } from '../../records.js';

export const SYNC_PATH = '/sync';

/** What stands in the payload: a ticket of ours, or the access token of a stock client. */
export type Credential = { readonly ticket: string } | { readonly token: string };

export interface UpgradeRequest {
  readonly storeId: string;
  readonly credential: Credential;
}

const payloadSchema = z.union([
  z.object({ ticket: z.string().min(1).max(200) }).transform(({ ticket }) => ({ ticket })),
  z.object({ token: z.string().min(1).max(4_096) }).transform(({ token }) => ({ token })),
]);

export function isSyncPath(url: string | undefined): boolean {
  return url === SYNC_PATH || url?.startsWith(`${SYNC_PATH}?`) === true;
}

export function readUpgradeRequest(url: string): UpgradeRequest {
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
  const storeId = storeIdSchema.safeParse(query.get('storeId'));
  if (!storeId.success || query.get('transport') !== 'ws') throw new Refusal(syncProblems.invalidUpgrade);
  const payload = payloadSchema.safeParse(readPayload(query.get('payload')));
  if (!payload.success) throw new Refusal(syncProblems.ticketRequired);
  return { storeId: storeId.data, credential: payload.data };
}

/** The stock client encodes it twice, others once. */
function readPayload(text: string | null): unknown {
  if (text === null) return undefined;
  return parse(text) ?? parse(decode(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
