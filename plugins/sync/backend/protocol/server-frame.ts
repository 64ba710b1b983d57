/** What the server says, written as text: an event's `args` pass through it without being parsed. */
import type { PushedEvent } from './client-frame.js';

export const PONG = '{"_tag":"Pong"}';

export function eventText(event: PushedEvent, seq: number, createdAt: string): string {
  return `{"eventEncoded":{"name":${JSON.stringify(event.name)},"args":${event.args},"seqNum":${seq},"parentSeqNum":${
    seq - 1
  },"clientId":${JSON.stringify(event.clientId)},"sessionId":${JSON.stringify(
    event.sessionId,
  )}},"metadata":{"_tag":"Some","value":{"_tag":"SyncMessage.SyncMetadata","createdAt":"${createdAt}"}}}`;
}

/** All of a Chunk but its request id, which is the only part that differs between the sockets it goes to. */
export function chunkBody(events: readonly string[], remaining: number, backendId: string): string {
  const pageInfo = remaining > 0 ? `{"_tag":"MoreKnown","remaining":${remaining}}` : '{"_tag":"NoMore"}';
  return `"values":[{"batch":[${events.join(',')}],"pageInfo":${pageInfo},"backendId":${JSON.stringify(backendId)}}]}`;
}

export function chunk(requestId: string, body: string): string {
  return `{"_tag":"Chunk","requestId":"${requestId}",${body}`;
}

/** The end of a pull that is not live. */
export function pullDone(requestId: string): string {
  return `{"_tag":"Exit","requestId":"${requestId}","exit":{"_tag":"Success"}}`;
}

export function pushDone(requestId: string): string {
  return `{"_tag":"Exit","requestId":"${requestId}","exit":{"_tag":"Success","value":{}}}`;
}

/** The client waits for the pull chunk that brings it up to date, and then pushes again. */
export function serverAhead(requestId: string, head: number, provided: number): string {
  return failure(requestId, { _tag: 'ServerAheadError', minimumExpectedNum: head, providedNum: provided });
}

export function backendIdMismatch(requestId: string, expected: string, received: string): string {
  return failure(requestId, { _tag: 'BackendIdMismatchError', expected, received });
}

function failure(requestId: string, error: object): string {
  const exit = { _tag: 'Failure', cause: { _tag: 'Fail', error } };
  return `{"_tag":"Exit","requestId":"${requestId}","exit":${JSON.stringify(exit)}}`;
}
