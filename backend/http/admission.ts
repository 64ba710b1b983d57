import { Refusal } from '@purser/kit/backend/errors';
import type { Metrics } from '@purser/kit/backend/metrics';
import { houseProblems } from '@purser/kit/problems';
import type { NextFunction, Request, Response } from 'express';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { answer } from './error.filter.js';

/** A fifth of a second's work of one process, give or take: with more, everybody waits for longer than they stay. */
const MOST_WAITING = 200;
const RETRY_AFTER = 1;

/**
 * Turns requests away at once while too many wait for a connection of the database, so that those who are let in are
 * answered in time. Such an answer has to cost next to nothing: it stands before everything else, and is counted instead
 * of logged. Pages, health and metrics are always let in.
 */
export function admission(dataSource: DataSource, metrics: Metrics) {
  const { master } = dataSource.driver as unknown as { readonly master: Pool };
  const turnedAway = metrics.counter('purser_http_turned_away_total', 'Requests answered 503 because too many waited.');
  const full = new Refusal(houseProblems.unavailable, { retryAfter: RETRY_AFTER });
  return (request: Request, response: Response, next: NextFunction): void => {
    if (master.waitingCount < MOST_WAITING || !request.path.startsWith('/api/')) {
      next();
      return;
    }
    turnedAway.inc();
    response.setHeader('Cache-Control', 'no-store');
    answer(full, request, response);
  };
}
