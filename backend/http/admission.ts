import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Metrics } from '@purser/kit/backend/metrics';
import { houseProblems } from '@purser/kit/problems';
import { uuidv7 } from 'uuidv7';

/** A fifth of a second's work of one process, give or take: with more, everybody waits for longer than they stay. */
const MOST_IN_WORK = 200;
const RETRY_AFTER = 1;
const { unavailable } = houseProblems;

/**
 * Turns requests away at once while too many are in work, so that those who are let in are answered in time. They are
 * counted from the moment they come: once they wait for the database, a thousand others may have been let in in the same
 * turn of the event loop. Such an answer has to cost next to nothing, so it stands before everything else, is written in
 * one piece, and is counted instead of logged. Pages, health and metrics are always let in.
 */
export class Admission {
  private inWork = 0;
  private turnedAway: () => void = () => undefined;

  countOn(metrics: Metrics): void {
    const counter = metrics.counter('purser_http_turned_away_total', 'Requests answered 503 because too many waited.');
    this.turnedAway = () => counter.inc();
  }

  before(serve: RequestListener): RequestListener {
    return (request, response) => {
      if (request.url?.startsWith('/api/')) {
        if (this.inWork >= MOST_IN_WORK) {
          this.turnAway(response);
          return;
        }
        this.letIn(request, response);
      }
      serve(request, response);
    };
  }

  /** A stream stays open for hours, and is no work meanwhile. */
  private letIn({ method, headers }: IncomingMessage, response: ServerResponse): void {
    if (method === 'GET' && headers.accept?.includes('text/event-stream')) return;
    this.inWork += 1;
    response.once('close', () => {
      this.inWork -= 1;
    });
  }

  private turnAway(response: ServerResponse): void {
    this.turnedAway();
    const requestId = uuidv7();
    const { code, message } = unavailable;
    const body = JSON.stringify({ code, message, requestId, retryAfter: RETRY_AFTER });
    response.writeHead(unavailable.status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'Retry-After': String(RETRY_AFTER),
      'X-Request-Id': requestId,
    });
    response.end(body);
  }
}
