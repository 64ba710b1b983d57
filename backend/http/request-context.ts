/** Gives every request an id and an origin before anything else looks at it. */
import { randomUUID } from 'node:crypto';
import type { Origin } from '@purser/kit/backend/access';
import type { NextFunction, Request, Response } from 'express';
import { clientAddress } from './client-address.js';
import { placeIn } from './place.js';

declare module 'http' {
  interface IncomingMessage {
    origin: Origin;
  }
}

const REQUEST_ID = /^[\w.-]{8,80}$/;
const MAX_USER_AGENT = 400;

/** Headers that only a proxy of ours may set are read only when there is one. */
export function requestContext(trustProxy: number, placeHeaders: readonly string[] = []) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = trustProxy > 0 ? request.get('x-request-id') : undefined;
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : randomUUID();
    request.origin = {
      ip: clientAddress(request.ip),
      userAgent: (request.get('user-agent') ?? '').slice(0, MAX_USER_AGENT),
      requestId,
      place: trustProxy > 0 ? placeIn(request.headers, placeHeaders) : null,
    };
    response.setHeader('X-Request-Id', requestId);
    next();
  };
}
