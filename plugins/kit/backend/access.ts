/**
 * Who may call a route. Default deny: a route with none of these decorators stops the boot.
 * Customers and operators are two audiences; a token of one is never good for the other.
 */
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Permission } from '../names.js';

export interface CustomerCaller {
  readonly kind: 'customer';
  readonly userId: string;
  readonly sessionId: string;
  /** When the password was last given for this session; sensitive changes want it at most 10 minutes old. */
  readonly signedInAt: Date;
}

export interface OperatorCaller {
  readonly kind: 'operator';
  readonly operatorId: string;
  readonly sessionId: string;
  readonly email: string;
  readonly roles: readonly string[];
  /** Permission names, looked up for this request. */
  readonly permissions: ReadonlySet<string>;
  readonly signedInAt: Date;
}

/** What the `jwt` strategy leaves in `request.user`. */
export type Caller = CustomerCaller | OperatorCaller;

export type AccessRule =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'operator' }
  | { readonly kind: 'requires'; readonly permissions: readonly Permission[] };

export const ACCESS_RULE = 'purser:access';
export const COOKIE_AUTHENTICATED = 'purser:cookie-authenticated';
export const RECENT_SIGN_IN = 'purser:recent-sign-in';

/** Anyone, signed in or not. */
export const Public = () => SetMetadata(ACCESS_RULE, { kind: 'public' } satisfies AccessRule);

/** Any customer with a living session. What they may do in a workspace is the service's to check. */
export const SignedIn = () => SetMetadata(ACCESS_RULE, { kind: 'signed-in' } satisfies AccessRule);

/** Any operator with a living console session, whatever their role (their own session, their own record). */
export const AnyOperator = () => SetMetadata(ACCESS_RULE, { kind: 'operator' } satisfies AccessRule);

/** An operator who holds all of these permissions; else 403 `forbidden`. */
export const Requires = (...permissions: Permission[]) =>
  SetMetadata(ACCESS_RULE, { kind: 'requires', permissions } satisfies AccessRule);

/**
 * The route is authenticated by a cookie: it needs `X-Purser-Client` and a same-origin `Origin` or
 * `Sec-Fetch-Site`, else 403 `csrf` (SECURITY 14). Stands beside `@Public()`.
 */
export const CookieAuthenticated = () => SetMetadata(COOKIE_AUTHENTICATED, true);

/**
 * The caller gave their password at most so many seconds ago, else 403 `reauthentication_required`: for changes that a
 * forgotten open screen must not allow (SECURITY 10). Stands beside `@SignedIn()`, `@AnyOperator()` or `@Requires()`.
 */
export const RecentSignIn = (withinSeconds = 600) => SetMetadata(RECENT_SIGN_IN, withinSeconds);

/** The customer who calls. Only on `@SignedIn()` routes. */
export const CurrentCustomer = createParamDecorator((_: unknown, context: ExecutionContext): CustomerCaller => {
  return context.switchToHttp().getRequest<{ user: CustomerCaller }>().user;
});

/** The operator who calls. Only on `@AnyOperator()` and `@Requires()` routes. */
export const CurrentOperator = createParamDecorator((_: unknown, context: ExecutionContext): OperatorCaller => {
  return context.switchToHttp().getRequest<{ user: OperatorCaller }>().user;
});

/** Where a request came from, for sessions, limits and audit. */
export interface Origin {
  /** Client address behind the trusted proxies; an IPv6 one is cut to its /64, so limits can use it as it is (SECURITY 24). */
  readonly ip: string;
  readonly userAgent: string;
  readonly requestId: string;
  /** Coarse place from a trusted proxy's header, else null. */
  readonly place: string | null;
}

/** Fills an `Origin` from the request: `@RequestOrigin() origin: Origin`. */
export const RequestOrigin = createParamDecorator((_: unknown, context: ExecutionContext): Origin => {
  return context.switchToHttp().getRequest<{ origin: Origin }>().origin;
});
