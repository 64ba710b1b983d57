import type { Request } from 'express';
import { ExtractJwt } from 'passport-jwt';

const fromHeader = ExtractJwt.fromAuthHeaderAsBearerToken();

/** The bearer token of a request that may come without a good one, such as a sign-out. */
export function bearerOf(request: Request): string | undefined {
  return fromHeader(request) ?? undefined;
}
