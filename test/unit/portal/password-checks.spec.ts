import { weaknessOf } from '../../../plugins/auth/backend/password/password-rules.js';
import { PASSWORD_MAX, PASSWORD_MIN } from '../../../plugins/auth/records.js';
import { MAX, MIN } from '../../../plugins/kit/password/password-length.js';
import { passwordChecks, passwordLength, strengthOf } from '../../../plugins/kit/portal/passwordChecks.js';
import { codeTyped, shownAsCode } from '../../../plugins/kit/portal/typedCode.js';

const mia = { product: 'Purser', name: 'Mia Berg', email: 'mia.berg@example.org' };
const unmet = (password: string) =>
  passwordChecks(password, mia)
    .filter(({ ok }) => !ok)
    .map(({ check }) => check);

describe('the check while a password is typed', () => {
  it('counts as the server does', () => {
    expect([MIN, MAX]).toEqual([PASSWORD_MIN, PASSWORD_MAX]);
  });

  it.each<[string, string[]]>([
    ['', ['long', 'varied', 'own']],
    ['short one', ['long']],
    ['harbour lights at dusk', []],
    ['abcabcabcabcabcabc', ['varied']],
    ['abcdefghijklmnopq', ['varied']],
    ['mia.berg@example.org', ['own']],
    ['Purser Mia Berg Purser', ['own']],
    ['x'.repeat(129), ['long', 'varied']],
  ])('of %j', (password, expected) => {
    expect(unmet(password)).toEqual(expected);
  });

  it('counts characters, not code units', () => {
    expect(passwordLength('🚢'.repeat(15))).toBe(15);
    expect(passwordLength('é')).toBe(1);
  });

  it.each(['abcabcabcabcabcabc', 'abcdefghijklmnopq', 'mia.berg@example.org', 'Purser Mia Berg Purser'])(
    'promises nothing for %j that the server refuses',
    (password) => {
      expect(weaknessOf(password, mia)).toBeDefined();
      expect(unmet(password)).not.toEqual([]);
    },
  );
});

describe('its strength', () => {
  it.each([
    ['', null],
    ['short one', 'weak'],
    ['x'.repeat(40), 'weak'],
    ['nine gulls a pier', 'good'],
    ['nine gulls over the pier', 'strong'],
  ])('of %j is %s', (password, strength) => {
    expect(strengthOf(password, passwordChecks(password, mia))).toBe(strength);
  });
});

describe('a code', () => {
  it.each([
    ['k7qm2rxd', 'K7QM2RXD'],
    [' K7QM-2RXD ', 'K7QM2RXD'],
    ['K7QM 2RXD and more', 'K7QM2RXD'],
    ['', ''],
  ])('typed as %j', (typed, code) => {
    expect(codeTyped(typed)).toBe(code);
  });

  it.each([
    ['k7', 'K7'],
    ['k7qm', 'K7QM'],
    ['k7qm2', 'K7QM-2'],
    ['k7qm-2rxd', 'K7QM-2RXD'],
  ])('is shown while %j is typed', (typed, shown) => {
    expect(shownAsCode(typed)).toBe(shown);
  });
});
