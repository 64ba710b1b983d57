/** Whatever was thrown becomes a refusal of API.md; what only we may know stays in its cause. */
import { HttpException } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import type { Problem } from '@purser/kit/names';
import { houseProblems } from '@purser/kit/problems';
import { codeOf, isLostConnection } from '../lost-connection.js';

const BY_STATUS: Readonly<Record<number, Problem>> = {
  400: houseProblems.invalidRequest,
  401: houseProblems.unauthenticated,
  403: houseProblems.forbidden,
  404: houseProblems.notFound,
  405: houseProblems.notFound,
  409: houseProblems.conflict,
  412: houseProblems.stale,
  413: houseProblems.tooLarge,
  414: houseProblems.tooLarge,
  415: houseProblems.invalidRequest,
  422: houseProblems.invalidRequest,
  429: houseProblems.tooManyRequests,
  503: houseProblems.unavailable,
};

/** Text PostgreSQL cannot hold or read as the column's type: the sender's fault, wherever it slipped through. */
const BAD_VALUE = new Set(['22P02', '22P05', '22021', '22003', '22007', '22008', '22001']);
/** Deadlocks, serialisation, time-outs, a database that is full or takes no writes: worth another try. */
const TRY_AGAIN = new Set(['40001', '40P01', '55P03', '57014', '53300', '25006']);
const RETRY_AFTER = 2;

export function refusalOf(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (thrown instanceof HttpException) return ofStatus(thrown.getStatus(), thrown);
  const code = codeOf(thrown);
  if (code && BAD_VALUE.has(code)) return new Refusal(houseProblems.invalidRequest, { cause: thrown });
  if ((code && TRY_AGAIN.has(code)) || isLostConnection(thrown)) {
    return new Refusal(houseProblems.unavailable, { retryAfter: RETRY_AFTER, cause: thrown });
  }
  const parser = bodyParserFault(thrown);
  return parser ?? new Refusal(houseProblems.internal, { cause: thrown });
}

function ofStatus(status: number, cause: unknown): Refusal {
  const problem = BY_STATUS[status] ?? (status < 500 ? houseProblems.invalidRequest : houseProblems.internal);
  return new Refusal(problem, { ...(problem.status === 503 && { retryAfter: RETRY_AFTER }), cause });
}

/** express.json and the router throw errors with a status and a type. */
function bodyParserFault(thrown: unknown): Refusal | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { type, status } = thrown as Error & { type?: unknown; status?: unknown };
  if (type === 'entity.parse.failed') return new Refusal(houseProblems.invalidJson, { cause: thrown });
  if (thrown instanceof URIError) return new Refusal(houseProblems.notFound, { cause: thrown });
  return typeof status === 'number' && status >= 400 && status < 500 ? ofStatus(status, thrown) : undefined;
}
