/** What a LiveStore 0.4 client says: one JSON object per text frame, checked by hand because it is the hot path. */
import { syncClosings } from '../../names.js';
import { CloseSocket } from './close-socket.js';
import { sliceArgs } from './raw-args.js';

export interface PushedEvent {
  readonly name: string;
  /** The client's own JSON text. */
  readonly args: string;
  readonly clientId: string;
  readonly sessionId: string;
}

export interface PullFrame {
  readonly kind: 'pull';
  readonly requestId: string;
  readonly storeId: string;
  readonly live: boolean;
  readonly cursor: { readonly backendId: string; readonly seq: number } | null;
}

export interface PushFrame {
  readonly kind: 'push';
  readonly requestId: string;
  readonly storeId: string;
  readonly backendId: string | null;
  /** The log's head as the client knows it; the events follow it without a gap. */
  readonly parent: number;
  readonly events: readonly PushedEvent[];
}

export type ClientFrame =
  | { readonly kind: 'ping' | 'eof' }
  | { readonly kind: 'ack' | 'interrupt'; readonly requestId: string }
  | PullFrame
  | PushFrame;

const MAX_NAME = 512;
const REQUEST_ID = /^\d{1,20}$/;
/** A lone surrogate or a NUL: JSON has them, PostgreSQL's text has not. Args are kept as JSON text, so they may. */
const NO_TEXT = /\p{Surrogate}|\0/u;
const NO_BATCH: readonly PushedEvent[] = [];

export function readClientFrame(text: string): ClientFrame {
  if (text === '{"_tag":"Ping"}') return { kind: 'ping' };
  const frame = object(parse(text));
  switch (frame._tag) {
    case 'Ping':
      return { kind: 'ping' };
    case 'Eof':
      return { kind: 'eof' };
    case 'Ack':
      return { kind: 'ack', requestId: requestId(frame.requestId) };
    case 'Interrupt':
      return { kind: 'interrupt', requestId: requestId(frame.requestId) };
    case 'Request':
      return readRequest(frame, text);
    default:
      throw new CloseSocket(syncClosings.protocolError, 'unknown frame');
  }
}

function readRequest(frame: Record<string, unknown>, text: string): ClientFrame {
  const id = requestId(frame.id);
  const payload = object(frame.payload);
  const storeId = shortText(payload.storeId);
  if (frame.tag === 'SyncWsRpc.Pull') {
    if (typeof payload.live !== 'boolean') throw malformed('live');
    return { kind: 'pull', requestId: id, storeId, live: payload.live, cursor: readCursor(payload.cursor) };
  }
  if (frame.tag === 'SyncWsRpc.Push') return readPush(id, storeId, payload, text);
  throw new CloseSocket(syncClosings.protocolError, 'unknown request');
}

function readCursor(encoded: unknown): PullFrame['cursor'] {
  const value = option(encoded);
  if (value === null) return null;
  const cursor = object(value);
  return { backendId: shortText(cursor.backendId), seq: sequence(cursor.eventSequenceNumber) };
}

function readPush(id: string, storeId: string, payload: Record<string, unknown>, text: string): PushFrame {
  const backend = option(payload.backendId);
  const backendId = backend === null ? null : shortText(backend);
  const { batch } = payload;
  if (!Array.isArray(batch)) throw malformed('batch');
  const base = { kind: 'push', requestId: id, storeId, backendId } as const;
  if (batch.length === 0) return { ...base, parent: 0, events: NO_BATCH };
  const slices = sliceArgs(text);
  const parent = sequence(object(batch[0]).parentSeqNum);
  const events = batch.map((item: unknown, index): PushedEvent => {
    const event = object(item);
    if (sequence(event.parentSeqNum) !== parent + index || sequence(event.seqNum) !== parent + index + 1) {
      throw new CloseSocket(syncClosings.brokenChain);
    }
    return {
      name: shortText(event.name),
      args: slices[index] ?? '{}',
      clientId: shortText(event.clientId),
      sessionId: shortText(event.sessionId),
    };
  });
  return { ...base, parent, events };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CloseSocket(syncClosings.malformedFrame, 'not JSON', { cause });
  }
}

function object(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed('object');
  return value as Record<string, unknown>;
}

function option(value: unknown): unknown {
  const { _tag: tag, value: some } = object(value);
  if (tag === 'None') return null;
  if (tag !== 'Some' || some === undefined || some === null) throw malformed('option');
  return some;
}

function requestId(value: unknown): string {
  if (typeof value !== 'string' || !REQUEST_ID.test(value)) throw malformed('request id');
  return value;
}

function sequence(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw malformed('sequence number');
  return value;
}

function shortText(value: unknown): string {
  if (typeof value !== 'string' || value.length > MAX_NAME) throw malformed('name');
  if (NO_TEXT.test(value)) throw new CloseSocket(syncClosings.unstorableEvent, 'a name is no text');
  return value;
}

function malformed(what: string): CloseSocket {
  return new CloseSocket(syncClosings.malformedFrame, `malformed ${what}`);
}
