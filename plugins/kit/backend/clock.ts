/** Time is injected, so expiry and backoff are tested without sleeping. Between processes the database clock decides. */
export abstract class Clock {
  abstract now(): Date;
}
