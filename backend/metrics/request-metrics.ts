import type { Metrics } from '@purser/kit/backend/metrics';
import type { NextFunction, Request, Response } from 'express';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Labels are the route's pattern, never a path: ids would make a series of each. */
export function requestMetrics(metrics: Metrics) {
  const seconds = metrics.histogram('purser_http_request_duration_seconds', 'Duration of HTTP requests', BUCKETS, [
    'method',
    'route',
    'status',
  ]);
  return (request: Request, response: Response, next: NextFunction): void => {
    const stop = seconds.startTimer();
    response.once('finish', () => {
      const route: unknown = request.route?.path;
      stop({
        method: request.method,
        route: typeof route === 'string' ? route : 'none',
        status: `${Math.floor(response.statusCode / 100)}xx`,
      });
    });
    next();
  };
}
