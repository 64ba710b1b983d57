/** Refusals every part of the house can answer with. Safe in a browser. */
import { defineProblems } from './names.js';

export const houseProblems = defineProblems({
  invalidJson: [400, 'invalid_json', 'The request body is not valid JSON.'],
  invalidRequest: [400, 'invalid_request', 'Some values are missing or not of the right form.'],
  invalidFilter: [400, 'invalid_filter', 'This list cannot be filtered, sorted or paged that way.'],
  unauthenticated: [401, 'unauthenticated', 'Sign in to go on.'],
  tokenExpired: [401, 'token_expired', 'The access token has expired; refresh it and try again.'],
  forbidden: [403, 'forbidden', 'You do not have the permission for this.'],
  reauthenticationRequired: [
    403,
    'reauthentication_required',
    'This needs your password once more, as you signed in a while ago. Nothing was changed.',
  ],
  csrf: [403, 'csrf', 'This request did not come from the product’s own pages.'],
  notFound: [404, 'not_found', 'There is nothing here.'],
  conflict: [409, 'conflict', 'This contradicts what is already there.'],
  stale: [412, 'stale', 'Somebody changed this in the meantime; look at the current values and try again.'],
  tooLarge: [413, 'too_large', 'The request is larger than this server accepts.'],
  tooManyRequests: [429, 'too_many_requests', 'Too many requests; wait a little and try again.'],
  internal: [
    500,
    'internal',
    'Something went wrong on our side; nothing was changed. Try again, and tell us the request id if it happens again.',
  ],
  unavailable: [503, 'unavailable', 'The server is busy; try again in a moment.'],
});
