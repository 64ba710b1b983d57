/** One line per request, without anything that could be a secret: no query, no cookie, no token (SECURITY 29). */
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from 'pino';

export function requestLog(house: Logger) {
  // What is written here is chosen below: to look for secrets in each line costs more than to write it.
  const logger = house.child({}, { redact: [] });
  return (request: Request, response: Response, next: NextFunction): void => {
    const started = performance.now();
    // Comes after every answer, also after one that broke off.
    response.once('close', () => {
      const level = levelOf(request, response);
      if (!logger.isLevelEnabled(level)) return;
      const facts = {
        requestId: request.origin.requestId,
        req: factsOf(request),
        res: { status: response.statusCode },
        responseTime: Math.round(performance.now() - started),
      };
      logger[level](facts, response.writableFinished ? 'request completed' : 'request aborted');
    });
    next();
  };
}

function levelOf(request: Request, response: Response): 'error' | 'info' | 'trace' {
  if (response.statusCode >= 500) return 'error';
  return isQuiet(request.originalUrl) ? 'trace' : 'info';
}

function factsOf(request: Request) {
  return {
    method: request.method,
    path: withoutQuery(request.originalUrl),
    ip: request.origin.ip,
    userAgent: request.origin.userAgent,
  };
}

/** Tokens of mailed links and tickets stand in queries. */
export function withoutQuery(url: string): string {
  const at = url.indexOf('?');
  return at === -1 ? url : `${url.slice(0, at)}?[redacted]`;
}

/** Asked every few seconds by machines. */
function isQuiet(path: string): boolean {
  return path.startsWith('/health') || path.startsWith('/metrics') || path.startsWith('/assets/');
}
