/** How long sessions live. What is longer than the rules allow is refused; shorter is for tests and strict houses. */
import { z } from 'zod';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

const seconds = (most: number, usual: number) => {
  const bounds = `has to be whole seconds, 1 to ${most}`;
  return z.coerce.number(bounds).int(bounds).min(1, bounds).max(most, bounds).default(usual);
};

export const sessionVariables = {
  /** Life of an access token; the client renews it before. */
  AUTH_ACCESS_SECONDS: seconds(10 * MINUTE, 10 * MINUTE),
  /** A customer's session ends when it was not refreshed for so long. */
  AUTH_CUSTOMER_IDLE_SECONDS: seconds(30 * DAY, 14 * DAY),
  /** A customer's session ends then in any case. */
  AUTH_CUSTOMER_ABSOLUTE_SECONDS: seconds(30 * DAY, 30 * DAY),
  /** An operator's session ends when nobody did anything with it for so long. */
  AUTH_OPERATOR_IDLE_SECONDS: seconds(60 * MINUTE, 30 * MINUTE),
  /** An operator's session ends then in any case. */
  AUTH_OPERATOR_ABSOLUTE_SECONDS: seconds(DAY, DAY),
};

export type SessionVariables = { readonly [Name in keyof typeof sessionVariables]: number };

/** Lives that do not fit each other, one sentence each. */
export function sessionFaults(env: SessionVariables): string[] {
  const faults: string[] = [];
  for (const whose of ['CUSTOMER', 'OPERATOR'] as const) {
    const [idle, absolute] = [env[`AUTH_${whose}_IDLE_SECONDS`], env[`AUTH_${whose}_ABSOLUTE_SECONDS`]];
    if (idle > absolute) {
      faults.push(
        `AUTH_${whose}_IDLE_SECONDS (${idle}) is longer than AUTH_${whose}_ABSOLUTE_SECONDS (${absolute}): give at most that.`,
      );
    }
    // Else a session in use would idle out between two refreshes.
    if (env.AUTH_ACCESS_SECONDS >= idle) {
      faults.push(
        `AUTH_${whose}_IDLE_SECONDS (${idle}) has to be longer than AUTH_ACCESS_SECONDS (${env.AUTH_ACCESS_SECONDS}): sessions in use would end.`,
      );
    }
  }
  return faults;
}
