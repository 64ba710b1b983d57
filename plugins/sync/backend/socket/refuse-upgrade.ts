import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Refusal } from '@purser/kit/backend/errors';

/** Answers an upgrade as the error filter answers a request: status, code, sentence, request id (API.md "Common"). */
export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const { problem, facts } = refusal;
  const retryAfter = facts.retryAfter ?? (problem.status === 503 ? 2 : undefined);
  const requestId = randomUUID();
  const body = JSON.stringify({ code: problem.code, message: refusal.message, requestId, retryAfter });
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? 'Refused'}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    'Cache-Control: no-store',
    `X-Request-Id: ${requestId}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(retryAfter === undefined ? [] : [`Retry-After: ${retryAfter}`]),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
