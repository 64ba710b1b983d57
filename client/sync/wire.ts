/** LiveStore 0.4's sync protocol over WebSocket: one JSON object per text frame. */

export interface WireEvent {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the args of an event are whatever its schema says, as in LiveStore's own type
  readonly args: any;
  readonly seqNum: number;
  readonly parentSeqNum: number;
  readonly clientId: string;
  readonly sessionId: string;
}

export interface WireCursor {
  readonly backendId: string;
  readonly eventSequenceNumber: number;
}

export type PageInfo =
  | { readonly _tag: 'NoMore' }
  | { readonly _tag: 'MoreUnknown' }
  | { readonly _tag: 'MoreKnown'; readonly remaining: number };

type Encoded<T> = { readonly _tag: 'None' } | { readonly _tag: 'Some'; readonly value: T };

export interface PullPage {
  readonly batch: readonly { readonly eventEncoded: WireEvent; readonly metadata?: Encoded<unknown> }[];
  readonly pageInfo: PageInfo;
  readonly backendId: string;
}

export type WireFailure =
  | { readonly _tag: 'ServerAheadError'; readonly minimumExpectedNum: number; readonly providedNum: number }
  | { readonly _tag: 'BackendIdMismatchError'; readonly expected: string; readonly received: string }
  /** Anything else: the server should have closed the socket instead. */
  | { readonly _tag: 'Other' };

export type ServerFrame =
  | { readonly kind: 'pong' }
  | { readonly kind: 'chunk'; readonly requestId: string; readonly pages: readonly PullPage[] }
  | { readonly kind: 'done'; readonly requestId: string }
  | { readonly kind: 'failed'; readonly requestId: string; readonly failure: WireFailure };

const some = <T>(value: T | null): Encoded<T> => (value === null ? { _tag: 'None' } : { _tag: 'Some', value });

const request = (id: string, tag: string, payload: unknown) =>
  JSON.stringify({ _tag: 'Request', id, tag: `SyncWsRpc.${tag}`, payload, headers: [] });

export const frames = {
  ping: '{"_tag":"Ping"}',
  ack: (requestId: string) => JSON.stringify({ _tag: 'Ack', requestId }),
  interrupt: (requestId: string) => JSON.stringify({ _tag: 'Interrupt', requestId }),
  pull: (id: string, storeId: string, cursor: WireCursor | null, live: boolean) =>
    request(id, 'Pull', { storeId, live, cursor: some(cursor) }),
  push: (id: string, storeId: string, batch: readonly WireEvent[], backendId: string | null) =>
    request(id, 'Push', { storeId, batch, backendId: some(backendId) }),
};

interface RawFrame {
  readonly _tag?: string;
  readonly requestId?: string;
  readonly values?: readonly PullPage[];
  readonly exit?: { readonly _tag: string; readonly cause?: { readonly _tag: string; readonly error?: WireFailure } };
}

/** Null for what is no frame at all. */
export function readServerFrame(text: string): ServerFrame | null {
  const frame = parse(text);
  if (!frame) return null;
  const { requestId = '' } = frame;
  if (frame._tag === 'Pong') return { kind: 'pong' };
  if (frame._tag === 'Chunk') return { kind: 'chunk', requestId, pages: frame.values ?? [] };
  if (frame._tag !== 'Exit') return null;
  if (frame.exit?._tag === 'Success') return { kind: 'done', requestId };
  const error = frame.exit?.cause?._tag === 'Fail' ? frame.exit.cause.error : undefined;
  const isKnown = error?._tag === 'ServerAheadError' || error?._tag === 'BackendIdMismatchError';
  return { kind: 'failed', requestId, failure: isKnown ? error : { _tag: 'Other' } };
}

function parse(text: string): RawFrame | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? (value as RawFrame | null) : null;
  } catch {
    return null;
  }
}

/** Cuts a push into requests of at most 100 events and about 900,000 bytes, as the stock client does. */
export function* pushRequests(batch: readonly WireEvent[]): Generator<readonly WireEvent[]> {
  let part: WireEvent[] = [];
  let bytes = 0;
  for (const event of batch) {
    const size = JSON.stringify(event).length;
    if (part.length > 0 && (part.length >= 100 || bytes + size > 900_000)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(event);
    bytes += size;
  }
  if (part.length > 0) yield part;
}
