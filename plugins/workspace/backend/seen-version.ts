import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import type { Request } from 'express';

/**
 * The version the caller has seen, from `If-Match` or the body's `version`. A change without it would undo somebody
 * else's unseen: 400 `invalid_request`. `@SeenVersion('optional')` gives undefined instead.
 */
export const SeenVersion = createParamDecorator((need: 'optional' | undefined, context: ExecutionContext) => {
  const request = context.switchToHttp().getRequest<Request>();
  const version = versionIn(request);
  if (version === undefined && need !== 'optional') {
    throw new Refusal(houseProblems.invalidRequest, {
      errors: { version: 'Send the version you have seen, here or in If-Match.' },
    });
  }
  return version;
});

function versionIn({ headers, body }: Request): number | undefined {
  const inBody: unknown = (body as { version?: unknown } | undefined)?.version;
  if (Number.isSafeInteger(inBody)) return inBody as number;
  const inHeader = /^(?:W\/)?"(\d{1,9})"$/.exec(headers['if-match'] ?? '')?.[1];
  return inHeader === undefined ? undefined : Number(inHeader);
}
