import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Clock } from '@purser/kit/backend/clock';
import type { Metrics } from '@purser/kit/backend/metrics';
import type { Problem } from '@purser/kit/names';
import { houseProblems } from '@purser/kit/problems';
import type { Request } from 'express';
import { RefusedKeys } from '../limits/refused-keys.js';
import { clientAddress } from './client-address.js';

/** A fifth of a second's work of one process, give or take: with more, everybody waits for longer than they stay. */
const MOST_IN_WORK = 200;
/** So that a flood of one thing leaves room for everything else: with twice as many a sign-in waited for over a second. */
const MOST_AT_ONE_PATH = 50;
const RETRY_AFTER = 1;
const { tooManyRequests, unavailable } = houseProblems;

/**
 * Turns requests away at once while too many are in work, so that those who are let in are answered in time; and those
 * from an address that a limit has refused on the same path, for as long as it does. They are counted from the moment
 * they come: once they wait for the database, a thousand others may have been let in in the same turn of the event loop.
 * Such an answer has to cost next to nothing, so it stands before everything else, is written in one piece, and is
 * counted instead of logged. Pages, health and metrics are always let in.
 */
export class Admission {
  private inWork = 0;
  private readonly inWorkAt = new Map<string, number>();
  private readonly refused = new RefusedKeys();
  private turnedAway: (problem: Problem) => void = () => undefined;

  constructor(private readonly clock: Clock) {}

  countOn(metrics: Metrics): void {
    const busy = metrics.counter('purser_http_turned_away_total', 'Requests answered 503 because too many waited.');
    const limited = metrics.counter(
      'purser_http_refused_at_door_total',
      'Requests answered 429 without work, from an address that a limit had refused.',
    );
    this.turnedAway = (problem) => (problem === unavailable ? busy : limited).inc();
  }

  before(serve: RequestListener): RequestListener {
    return (request, response) => {
      if (request.url?.startsWith('/api/')) {
        const path = pathOf(request.url);
        const refusedFor = this.refusedFor(request, path);
        if (refusedFor !== undefined) return this.turnAway(response, tooManyRequests, refusedFor);
        const here = this.inWorkAt.get(path) ?? 0;
        if (this.inWork >= MOST_IN_WORK || here >= MOST_AT_ONE_PATH) {
          return this.turnAway(response, unavailable, RETRY_AFTER);
        }
        this.letIn(request, response, path);
      }
      serve(request, response);
    };
  }

  /** For so many seconds, what comes from the same address for the same path needs no look. */
  refuse(request: IncomingMessage, seconds: number): void {
    const key = keyOf(request, pathOf(request.url ?? ''));
    this.refused.note(key, this.clock.now().getTime() + seconds * 1_000);
  }

  private refusedFor(request: IncomingMessage, path: string): number | undefined {
    if (this.refused.isEmpty) return undefined;
    const now = this.clock.now().getTime();
    const until = this.refused.until(keyOf(request, path), now);
    return until === undefined ? undefined : Math.max(1, Math.ceil((until - now) / 1_000));
  }

  /** A stream stays open for hours, and is no work meanwhile. */
  private letIn({ method, headers }: IncomingMessage, response: ServerResponse, path: string): void {
    if (method === 'GET' && headers.accept?.includes('text/event-stream')) return;
    this.inWork += 1;
    this.inWorkAt.set(path, (this.inWorkAt.get(path) ?? 0) + 1);
    response.once('close', () => {
      this.inWork -= 1;
      const left = (this.inWorkAt.get(path) ?? 1) - 1;
      if (left > 0) this.inWorkAt.set(path, left);
      else this.inWorkAt.delete(path);
    });
  }

  private turnAway(response: ServerResponse, problem: Problem, retryAfter: number): void {
    this.turnedAway(problem);
    const requestId = randomUUID();
    const { code, message } = problem;
    const body = JSON.stringify({ code, message, requestId, retryAfter });
    response.writeHead(problem.status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'Retry-After': String(retryAfter),
      'X-Request-Id': requestId,
    });
    response.end(body);
  }
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

/** `ip` is Express's, which requests have from the beginning (`house-adapter.ts`). */
function keyOf(request: IncomingMessage, path: string): string {
  return `${clientAddress((request as Request).ip)} ${request.method} ${path}`;
}
