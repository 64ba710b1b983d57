/** One trace for each request to the API, from before its body is read until its answer has gone. */
import type { NextFunction, Request, Response } from 'express';
import { beginRequest } from '../reports/traces.js';

const TRACED = /^\/api\//;

export function requestTrace(request: Request, response: Response, next: NextFunction): void {
  if (!TRACED.test(request.path)) {
    next();
    return;
  }
  const { method, path, origin } = request;
  const end = beginRequest({ method, path, requestId: origin.requestId, from: request.get('traceparent') }, next);
  response.once('close', () => {
    const route: unknown = request.route?.path;
    end(typeof route === 'string' ? route : undefined, response.statusCode);
  });
}
