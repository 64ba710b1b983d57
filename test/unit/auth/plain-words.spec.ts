import { newCode, shownCode, typedCode } from '../../../plugins/auth/backend/one-time-token/typed-code.js';
import { deviceOf } from '../../../plugins/auth/backend/session/device.js';
import { emailKey, maskedAddress } from '../../../plugins/auth/backend/user/email-address.js';
import { sessionProblems } from '../../../plugins/auth/names.js';
import { sessionEndReasons } from '../../../plugins/auth/records.js';

describe('addresses', () => {
  it('are compared without case, spaces and Unicode forms', () => {
    expect(emailKey('  Ada@Example.ORG ')).toBe('ada@example.org');
    expect(emailKey('e\u0301@x.org')).toBe(emailKey('\u00e9@x.org'));
  });

  it('are recognisable in logs, and no more', () => {
    expect(maskedAddress('Ada@Example.org')).toBe('a•••@example.org');
    expect(maskedAddress('no address')).toBe('•••');
  });
});

describe('typed codes', () => {
  it('come back however they are typed', () => {
    for (let times = 0; times < 200; times += 1) {
      const code = newCode();
      expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
      expect(typedCode(` ${shownCode(code).toLowerCase()} `)).toBe(code);
    }
  });
});

describe('devices', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'Safari on macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      'Safari on iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    ['node', 'node'],
    ['my-app/1.2.3', 'my-app'],
    ['', 'Unknown device'],
  ])('%p is shown as %p', (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device);
  });
});

describe('reasons', () => {
  it('are refused with a code of their own name', () => {
    for (const reason of sessionEndReasons)
      expect(sessionProblems[reason]).toMatchObject({ code: reason, status: 401 });
  });
});
