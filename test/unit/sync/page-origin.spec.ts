import { assertPageOrigin } from '../../../plugins/sync/backend/access/page-origin.js';

const one = { publicUrl: 'https://app.example.org', consoleUrl: 'https://app.example.org' };
const two = { publicUrl: 'https://app.example.org', consoleUrl: 'https://console.example.org' };
const HOST = 'app.example.org';

const outcome = (headers: { origin?: string; host?: string }, urls = two, allowed?: readonly string[]) => {
  try {
    assertPageOrigin({ host: HOST, ...headers }, urls, allowed);
    return 'let in';
  } catch (error) {
    return (error as { problem: { code: string } }).problem.code;
  }
};

describe('which pages may open a sync socket', () => {
  it.each([
    ['a device without pages', {}, two, undefined, 'let in'],
    ['the house’s own page', { origin: 'https://app.example.org' }, two, undefined, 'let in'],
    ['an app elsewhere', { origin: 'https://tasks.example.com' }, two, undefined, 'let in'],
    ['an app elsewhere that is not listed', { origin: 'https://tasks.example.com' }, two, [], 'origin_refused'],
    ['an app that is', { origin: 'https://a.example' }, two, ['https://a.example'], 'let in'],
    ['the own page beside a list', { origin: 'https://app.example.org' }, two, ['https://a.example'], 'let in'],
    ['the same page by another name', { origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, one, [], 'let in'],
    ['a sandboxed page beside a list', { origin: 'null' }, two, [], 'origin_refused'],
    ['the console', { origin: 'https://console.example.org' }, two, undefined, 'origin_refused'],
    [
      'the console, even when listed',
      { origin: 'https://console.example.org' },
      two,
      [two.consoleUrl],
      'origin_refused',
    ],
    ['anybody at the console’s door', { host: 'console.example.org' }, two, undefined, 'not_found'],
    [
      'the console at its own door',
      { host: 'console.example.org', origin: 'https://console.example.org' },
      two,
      undefined,
      'not_found',
    ],
    ['the console where it shares the origin', { origin: 'https://app.example.org' }, one, undefined, 'let in'],
    ['another port of the own host', { origin: 'https://app.example.org:8443' }, one, [], 'origin_refused'],
    ['a host that only begins alike', { origin: 'https://app.example.org.evil.com' }, one, [], 'origin_refused'],
  ])('%s', (_, headers, urls, allowed, expected) => {
    expect(outcome(headers, urls, allowed)).toBe(expected);
  });
});
