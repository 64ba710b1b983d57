import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Refusal } from '@purser/kit/backend/errors';
import type { Request, Response } from 'express';
import type { Admission } from './admission.js';
import { reportError } from './error-reports.js';
import { refusalOf } from './problem-of.js';

/** Sends the shape of API.md and nothing else: never a stack, SQL or a path. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(private readonly admission: Admission) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw thrown;
    const refusal = refusalOf(thrown);
    const { problem, facts } = refusal;
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (facts.ofAddress && facts.retryAfter !== undefined) this.admission.refuse(request, facts.retryAfter);
    if (problem.status >= 500) this.report(facts.cause ?? thrown, request);
    answer(refusal, request, response);
  }

  private report(error: unknown, request: Request): void {
    const { requestId } = request.origin;
    this.logger.error({ err: error, requestId, method: request.method, path: request.path }, 'A request failed');
    reportError(error, { requestId, route: `${request.method} ${request.route?.path ?? request.path}` });
  }
}

/** The shape of API.md "Common". */
export function answer({ problem, facts, message }: Refusal, request: Request, response: Response): void {
  if (response.headersSent) {
    // A stream that broke: the client sees the end and asks again.
    response.end();
    return;
  }
  const retryAfter = facts.retryAfter === undefined ? undefined : Math.max(1, Math.ceil(facts.retryAfter));
  if (retryAfter !== undefined) response.setHeader('Retry-After', String(retryAfter));
  response.status(problem.status).json({
    ...facts.extra,
    code: problem.code,
    message,
    requestId: request.origin.requestId,
    ...(facts.errors && { errors: facts.errors }),
    ...(retryAfter !== undefined && { retryAfter }),
  });
}
