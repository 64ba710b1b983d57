import type { Request, Response } from 'express';
import { RefreshCookie } from '../../../plugins/auth/backend/session/refresh-cookie.js';

const cookieFor = (publicUrl: string, consoleUrl = publicUrl) => {
  const set: unknown[][] = [];
  const response = { cookie: (...given: unknown[]) => set.push(given) } as unknown as Response;
  const now = new Date();
  for (const audience of ['portal', 'console'] as const) {
    new RefreshCookie(audience, { publicUrl, consoleUrl }).write(
      response,
      'token',
      new Date(now.getTime() + 10_000),
      now,
    );
  }
  return set.map(([name, value, options]) => ({ name, value, ...(options as object) }));
};
const shared = { value: 'token', httpOnly: true, sameSite: 'strict', path: '/', maxAge: 10_000 };

describe('the refresh cookie', () => {
  it('is bound to its host and to TLS', () => {
    expect(cookieFor('https://app.example.org')).toEqual([
      { name: '__Host-purser-session', secure: true, ...shared },
      { name: '__Host-purser-console', secure: true, ...shared },
    ]);
  });

  it('has a plain name only on the machine itself', () => {
    for (const url of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000']) {
      expect(cookieFor(url).map(({ name }) => name)).toEqual(['purser-session', 'purser-console']);
    }
    for (const url of ['http://192.168.1.7:3000', 'http://localhost.example.org', 'https://localhost']) {
      expect(cookieFor(url).map(({ name }) => name)).toEqual(['__Host-purser-session', '__Host-purser-console']);
    }
  });

  it('is found among others, by its whole name', () => {
    const cookie = new RefreshCookie('portal', { publicUrl: 'https://a.example', consoleUrl: 'https://a.example' });
    const read = (text?: string) => cookie.read({ headers: { cookie: text } } as Request);
    expect(read('a=b; __Host-purser-session=right; purser-session=wrong')).toBe('right');
    expect(read('x__Host-purser-session=wrong')).toBeUndefined();
    expect(read('__Host-purser-session=')).toBeUndefined();
    expect(read(undefined)).toBeUndefined();
  });
});
