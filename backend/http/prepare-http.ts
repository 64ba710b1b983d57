/** Everything between the socket and a controller, in the order a request meets it. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Refusal } from '@purser/kit/backend/errors';
import { Metrics } from '@purser/kit/backend/metrics';
import { houseProblems } from '@purser/kit/problems';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Logger } from 'pino';
import { requestMetrics } from '../metrics/request-metrics.js';
import type { HouseConfig } from '../settings/house-config.js';
import type { Admission } from './admission.js';
import { doors } from './doors.js';
import { answer, ErrorFilter } from './error.filter.js';
import { serveOpenApi } from './open-api.js';
import { servePages } from './pages/serve-pages.js';
import { refusalOf } from './problem-of.js';
import { keepRaw } from './raw-body.js';
import { requestContext } from './request-context.js';
import { requestLog } from './request-log.js';
import { requestTrace } from './request-trace.js';
import { securityHeaders } from './security-headers.js';
import { validationPipe } from './validation.js';

/** Paths outside of `/api`. */
const ROOT_PATHS = ['health', 'health/*path', 'metrics', 'status', 'status.json', '.well-known/*path'];
const BODY_LIMIT = '256kb';
/** Routes that check signatures over their bodies. */
const SIGNED_BODIES = '/api/mail/webhooks/';

/** What Nest builds upon; its router is made at first use, so this comes before everything else. */
export function createServerApp(config: HouseConfig): express.Express {
  const server = express();
  server.disable('x-powered-by');
  server.disable('etag');
  // One spelling of a path, so that no rule about paths is got round by another one.
  server.enable('case sensitive routing');
  server.set('trust proxy', config.trustProxy);
  return server;
}

export function prepareHttp(
  app: NestExpressApplication,
  config: HouseConfig,
  logger: Logger,
  admission: Admission,
): void {
  app.use(requestContext(config.trustProxy, config.placeHeaders));
  app.use(requestTrace);
  app.use(requestLog(logger));
  app.use(requestMetrics(app.get(Metrics)));
  app.use(securityHeaders(config));
  app.use(doors(config));
  if (config.pagesDir) app.use(servePages(config.pagesDir));
  app.use(express.json({ limit: BODY_LIMIT, verify: keepRaw(SIGNED_BODIES) }));
  app.use(bodyFault);
  app.setGlobalPrefix('api', { exclude: ROOT_PATHS });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ErrorFilter(admission));
  serveOpenApi(app, config.productName);
}

/** After everything else: what nobody answered, also outside of `/api`. */
export function closeHttp(app: NestExpressApplication): void {
  app.use((request: Request, response: Response) => answer(new Refusal(houseProblems.notFound), request, response));
}

/** Nest would turn the parser's errors into its own before a filter sees which they were. */
function bodyFault(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  next(refusalOf(error));
}
