import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import {
  firstRefreshToken,
  readRefreshToken,
  successorOf,
  writeRefreshToken,
} from '../../../plugins/auth/backend/session/refresh-token.js';

const key = randomBytes(32);
const id = '01890000-0000-7000-8000-0123456789ab';

describe('a refresh token', () => {
  it('is read back as it was written', () => {
    const token = firstRefreshToken(id);
    expect(readRefreshToken(writeRefreshToken(token, 'portal', key), 'portal', key)).toEqual(token);
    expect(token.secret).toHaveLength(32);
  });

  it('has one successor, which another key or another generation does not give', () => {
    const token = firstRefreshToken(id);
    const next = successorOf(token, key);
    expect(successorOf(token, key)).toEqual(next);
    expect(next).toMatchObject({ sessionId: id, generation: 1 });
    expect(next.secret.equals(token.secret)).toBe(false);
    expect(successorOf(token, randomBytes(32)).secret.equals(next.secret)).toBe(false);
    expect(successorOf({ ...token, generation: 5 }, key).secret.equals(next.secret)).toBe(false);
    expect(successorOf(next, key).secret.equals(next.secret)).toBe(false);
  });

  it('is none of another audience or another house', () => {
    const wire = writeRefreshToken(firstRefreshToken(id), 'portal', key);
    expect(readRefreshToken(wire, 'console', key)).toBeUndefined();
    expect(readRefreshToken(wire, 'portal', randomBytes(32))).toBeUndefined();
  });

  it('is none when a single bit of it is changed', () => {
    const bytes = Buffer.from(writeRefreshToken(firstRefreshToken(id), 'portal', key), 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
        const changed = Buffer.from(bytes);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return readRefreshToken(changed.toString('base64url'), 'portal', key) === undefined;
      }),
    );
  });

  it('is none for any other text', () => {
    fc.assert(fc.property(fc.string(), (text) => readRefreshToken(text, 'portal', key) === undefined));
  });
});
