/** Gives every request an id and an origin before anything else looks at it. */
import type { Origin } from '@purser/kit/backend/access';
import type { NextFunction, Request, Response } from 'express';
import { uuidv7 } from 'uuidv7';
import { clientAddress } from './client-address.js';

declare module 'http' {
  interface IncomingMessage {
    origin: Origin;
  }
}

const REQUEST_ID = /^[\w.-]{8,80}$/;
const MAX_USER_AGENT = 400;
const PLACE_HEADERS = ['cf-ipcity', 'cf-ipcountry', 'x-vercel-ip-country', 'x-country'];

/** Headers that only a proxy of ours may set are read only when there is one. */
export function requestContext(trustProxy: number) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = trustProxy > 0 ? request.get('x-request-id') : undefined;
    const requestId = given !== undefined && REQUEST_ID.test(given) ? given : uuidv7();
    request.origin = {
      ip: clientAddress(request.ip),
      userAgent: (request.get('user-agent') ?? '').slice(0, MAX_USER_AGENT),
      requestId,
      place: trustProxy > 0 ? place(request) : null,
    };
    response.setHeader('X-Request-Id', requestId);
    next();
  };
}

function place(request: Request): string | null {
  const parts = PLACE_HEADERS.map((name) => request.get(name)).filter((part): part is string => Boolean(part));
  return parts.length ? parts.join(', ').slice(0, 120) : null;
}
