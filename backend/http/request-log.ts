/** One line per request, without anything that could be a secret: no query, no cookie, no token (SECURITY 29). */
import type { IncomingMessage } from 'node:http';
import type { Request } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

export function requestLog(logger: Logger) {
  return pinoHttp({
    logger,
    genReqId: (request: IncomingMessage) => request.origin.requestId,
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId' },
    serializers: {
      req: (request: { raw: Request }) => factsOf(request.raw),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
    customLogLevel: (request, response) => {
      if (response.statusCode >= 500) return 'error';
      return isQuiet(request) ? 'trace' : 'info';
    },
  });
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
function isQuiet(request: IncomingMessage): boolean {
  const path = request.url ?? '';
  return path.startsWith('/health') || path.startsWith('/metrics') || path.startsWith('/assets/');
}
