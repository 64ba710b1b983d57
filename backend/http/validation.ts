import { StandardSchemaValidationPipe } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';

const MAX_ERRORS = 50;

/** `@Body({ schema })`, `@Query({ schema })`, `@Param({ schema })`: what does not fit is 400 `invalid_request` with a text per field. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => {
      const errors: Record<string, string> = {};
      for (const issue of issues.slice(0, MAX_ERRORS)) {
        const path = (issue.path ?? []).map((segment) => String(typeof segment === 'object' ? segment.key : segment));
        // Field names come from the sender: bounded, so an answer never grows with its request.
        errors[path.join('.').slice(0, 200) || 'body'] ??= issue.message.slice(0, 300);
      }
      return new Refusal(houseProblems.invalidRequest, { errors });
    },
  });
}
