import { Param, ParseUUIDPipe } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';

/** The `:id` of a path; what is no id names nothing: 404. */
export const RecordId = () =>
  Param('id', new ParseUUIDPipe({ exceptionFactory: (cause) => new Refusal(houseProblems.notFound, { cause }) }));
