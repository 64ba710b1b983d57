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

/** LiveStore's SQLite is WebAssembly in workers, so the portal alone may run those. */
function policiesOf(settings: PolicyFacts) {
  const socket = new URL(settings.publicUrl).origin.replace(/^http/, 'ws');
  const reports = settings.browserDsn ? [new URL(settings.browserDsn).origin] : [];
  return {
    data: written(nothing),
    docs: written({ ...page, 'connect-src': ["'self'"] }),
    console: written({ ...page, 'connect-src': ["'self'", ...reports] }),
    portal: written({
      ...page,
      'script-src': ["'self'", "'wasm-unsafe-eval'"],
      'worker-src': ["'self'", 'blob:'],
      'connect-src': ["'self'", socket, ...reports],
    }),
  };
}

function policyFor(path: string): keyof ReturnType<typeof policiesOf> {
  if (path === '/console' || path.startsWith('/console/')) return 'console';
  if (path === '/api/docs' || path.startsWith('/api/docs/')) return 'docs';
  if (path.startsWith('/api/') || path === '/health' || path === '/metrics' || path.startsWith('/.well-known/')) {
    return 'data';
  }
  return 'portal';
}

/** Helmet sets the same on every answer, so it is asked once and not, with its eleven middlewares, for each request. */
function helmetHeaders(secure: boolean): Map<string, string> {
  const headers = new Map<string, string>();
  const setHeader = (name: string, value: string) => headers.set(name, value);
  const recorder = { setHeader, removeHeader: () => undefined } as unknown as Response;
  const middleware = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: HALF_A_YEAR, includeSubDomains: false } : false,
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
  middleware({} as Request, recorder, () => undefined);
  return headers;
}

export function securityHeaders(settings: PolicyFacts) {
  const policies = policiesOf(settings);
  const headers = helmetHeaders(settings.publicUrl.startsWith('https:'));
  headers.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  return (request: Request, response: Response, next: NextFunction): void => {
    response.setHeaders(headers);
    response.setHeader('Content-Security-Policy', policies[policyFor(request.path)]);
    // Answers are of the moment and of the person; what may be kept says so itself.
    if (request.path.startsWith('/api/')) response.setHeader('Cache-Control', 'no-store');
    next();
  };
}

function written(policy: Policy): string {
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}
