import { Param, ParseUUIDPipe } from '@nestjs/common';
import { houseProblems } from '../problems.js';
import { Refusal } from './errors.js';

/** The `:id` of a path, a UUID; what is no id names nothing: 404 `not_found`. */
export const RecordId = () =>
  Param('id', new ParseUUIDPipe({ exceptionFactory: (cause) => new Refusal(houseProblems.notFound, { cause }) }));
