/** Everything between the socket and a controller, in the order a request meets it. */
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Metrics } from '@purser/kit/backend/metrics';
import express from 'express';
import type { Logger } from 'pino';
import { requestMetrics } from '../metrics/request-metrics.js';
import type { HouseConfig } from '../settings/house-config.js';
import { ErrorFilter } from './error.filter.js';
import { requestContext } from './request-context.js';
import { requestLog } from './request-log.js';
import { securityHeaders } from './security-headers.js';
import { validationPipe } from './validation.js';

/** Paths outside of `/api`. */
const ROOT_PATHS = ['health', 'health/*path', 'metrics', '.well-known/*path'];
const BODY_LIMIT = '256kb';

export function prepareHttp(app: NestExpressApplication, config: HouseConfig, logger: Logger): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.trustProxy);
  app.use(requestContext(config.trustProxy));
  app.use(requestLog(logger));
  app.use(requestMetrics(app.get(Metrics)));
  app.use(securityHeaders(config));
  app.use(express.json({ limit: BODY_LIMIT }));
  app.setGlobalPrefix('api', { exclude: ROOT_PATHS });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ErrorFilter());
}
