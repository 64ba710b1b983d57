/**
 * What never leaves the server in a report: tokens, addresses of people and machines, and what stands behind a `?` or `#`.
 * The rules of `client/telemetry/private.ts`, which is a package of its own; one test holds both to one table.
 */

const SECRETS: readonly (readonly [RegExp, string])[] = [
  // JSON web tokens; then session keys, tickets and one-time tokens, which are 43 letters long.
  [/\beyJ[\w-]+(?:\.[\w-]+)*/g, '[token]'],
  [/[\w-]{40,}/g, '[token]'],
  [/[^\s"'`<>@/(),:;=]+@(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/gu, '[address]'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '[address]'],
  [/(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])/gi, '[address]'],
];
const BEHIND_A_PATH = /(\w+:\/\/[^\s"'`<>?#]*|\/[^\s"'`<>?#]*)[?#][^\s"'`<>)]*/g;

/** One text without secrets. */
export function withoutSecrets(text: string): string {
  return SECRETS.reduce((left, [secret, word]) => left.replace(secret, word), text.replace(BEHIND_A_PATH, '$1'));
}

/** A report without secrets, however deep they stand; and without the person, whom an operator finds by other ways. */
export function withoutSecretsIn<T>(report: T): T {
  return clean(report, 0) as T;
}

const DROPPED = new Set(['user', 'cookies', 'headers', 'query_string', 'server_name']);
const DEEPEST = 12;

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return withoutSecrets(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return undefined;
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (DROPPED.has(key) ? [] : [[key, clean(item, depth + 1)]])),
  );
}
