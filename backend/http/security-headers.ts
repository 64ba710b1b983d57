/** SECURITY 13: headers of pages and of answers. */
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import type { HouseConfigValues } from '../settings/house-config.js';

const HALF_A_YEAR = 15_552_000;

type PolicyFacts = Pick<HouseConfigValues, 'publicUrl' | 'consoleUrl' | 'browserDsn'>;
type Policy = Readonly<Record<string, readonly string[]>>;

const nothing: Policy = { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] };

/** No remote hosts, but the one that errors are reported to where there is one. Emotion writes style elements, hence 'unsafe-inline' for styles only. */
const page: Policy = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
};

/** Which policy a path gets: LiveStore's SQLite is WebAssembly in workers, so the portal alone may run those. */
export function policyOf(path: string, settings: PolicyFacts): string {
  const reports = settings.browserDsn ? [new URL(settings.browserDsn).origin] : [];
  if (path === '/console' || path.startsWith('/console/')) {
    return written({ ...page, 'connect-src': ["'self'", ...reports] });
  }
  if (path === '/api/docs' || path.startsWith('/api/docs/')) {
    return written({ ...page, 'connect-src': ["'self'"] });
  }
  if (path.startsWith('/api/') || path === '/health' || path === '/metrics' || path.startsWith('/.well-known/')) {
    return written(nothing);
  }
  const socket = new URL(settings.publicUrl).origin.replace(/^http/, 'ws');
  return written({
    ...page,
    'script-src': ["'self'", "'wasm-unsafe-eval'"],
    'worker-src': ["'self'", 'blob:'],
    'connect-src': ["'self'", socket, ...reports],
  });
}

export function securityHeaders(settings: PolicyFacts) {
  const secure = settings.publicUrl.startsWith('https:');
  const base = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: HALF_A_YEAR, includeSubDomains: false } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  return (request: Request, response: Response, next: NextFunction): void => {
    response.setHeader('Content-Security-Policy', policyOf(request.path, settings));
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
    // Answers are of the moment and of the person; what may be kept says so itself.
    if (request.path.startsWith('/api/')) response.setHeader('Cache-Control', 'no-store');
    base(request, response, next);
  };
}

function written(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}
