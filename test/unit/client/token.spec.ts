import { decodeToken } from '@purser/client/session/token';

const jwt = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

describe('decodeToken', () => {
  it('reads what scheduling needs', () => {
    expect(decodeToken(jwt({ exp: 1600, iat: 1000, sub: 'u', sid: 's', aud: 'portal', extra: true }))).toEqual({
      exp: 1600,
      iat: 1000,
      sub: 'u',
      sid: 's',
      aud: 'portal',
    });
  });

  it('reads names outside of ASCII and the first of several audiences', () => {
    expect(decodeToken(jwt({ exp: 2, iat: 1, sub: 'Zoë 船', aud: ['console', 'x'] }))).toMatchObject({
      sub: 'Zoë 船',
      aud: 'console',
    });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 42],
    ['an object', { exp: 1 }],
    ['an empty text', ''],
    ['two parts', 'a.b'],
    ['four parts', 'a.b.c.d'],
    ['an empty middle', 'a..c'],
    ['no base64', 'a.%%%.c'],
    ['bytes that are no text', `a.${Buffer.from([0xff, 0xfe, 0xc0]).toString('base64url')}.c`],
    ['no JSON', `a.${Buffer.from('{exp').toString('base64url')}.c`],
    ['JSON that is no object', jwt(7)],
    ['JSON null', jwt(null)],
    ['no claims', jwt({})],
    ['exp as text', jwt({ exp: '1600', iat: 1000 })],
    ['exp not finite', `a.${Buffer.from('{"exp":1e999,"iat":0}').toString('base64url')}.c`],
    ['exp before iat', jwt({ exp: 999, iat: 1000 })],
    ['negative times', jwt({ exp: -1, iat: -2 })],
    ['a megabyte of it', `a.${'A'.repeat(1_000_000)}.c`],
  ])('answers null for %s', (_, garbage) => {
    expect(decodeToken(garbage)).toBeNull();
  });
});
