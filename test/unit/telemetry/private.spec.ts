/** Both ends of the house keep the same things to themselves. */
import { withoutSecrets, withoutSecretsIn } from '@purser/client/telemetry/private';
import * as server from '../../../backend/reports/private-report.js';

const key = 'q3J1c2VyLXNlc3Npb24ta2V5LW9mLTMyLWJ5dGVzISE';

const table: readonly (readonly [string, string])[] = [
  [`Bearer eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln-_x failed`, 'Bearer [token] failed'],
  [`cookie purser=${key}`, 'cookie purser=[token]'],
  ['No user mia.berg+x@example.co.uk here', 'No user [address] here'],
  ['Kein Konto für "jürgen@bücher.example"', 'Kein Konto für "[address]"'],
  ['GET https://app.example.org/confirm?token=abc&x=1 failed', 'GET https://app.example.org/confirm failed'],
  ['at /api/reset#code=12345678', 'at /api/reset'],
  ['wss://app.example.org/sync?payload=%7B%22ticket%22%3A%22x%22%7D', 'wss://app.example.org/sync'],
  ['connect ECONNREFUSED 10.1.2.3:5432', 'connect ECONNREFUSED [address]:5432'],
  ['from 2001:db8::7334', 'from [address]'],
];
const harmless = [
  'Cannot read properties of undefined (reading "id")',
  'Error in 018f2f3c-7b1e-7cc0-9d2a-6f1d2b3c4d5e at 12:30:45',
  'https://app.example.org/assets/index-Bx93k_sl.js:10:2041',
  'node_modules/.pnpm/@sentry+core@10.75.0/node_modules/@sentry/core/build/index.js',
];

describe.each([
  ['the browser', withoutSecrets, withoutSecretsIn],
  ['the server', server.withoutSecrets, server.withoutSecretsIn],
])('a report of %s', (_, text, whole) => {
  it.each(table)('keeps back the secret of “%s”', (said, sent) => {
    expect(text(said)).toBe(sent);
  });

  it.each(harmless)('leaves “%s” as it is', (said) => {
    expect(text(said)).toBe(said);
  });

  it('is cleaned however deep, and names nobody', () => {
    const event = {
      message: 'a@example.org',
      level: 'error',
      timestamp: 12.5,
      user: { email: 'a@example.org', ip_address: '10.0.0.1' },
      request: { url: 'https://x.example/y?token=z', headers: { Cookie: key }, cookies: { a: key } },
      breadcrumbs: [{ category: 'session', data: { reason: 'session_idle', at: [`/sync?t=${key}`] } }],
    };
    expect(whole(event)).toEqual({
      message: '[address]',
      level: 'error',
      timestamp: 12.5,
      request: { url: 'https://x.example/y' },
      breadcrumbs: [{ category: 'session', data: { reason: 'session_idle', at: ['/sync'] } }],
    });
  });
});
