import { commonPasswords } from '@purser/kit/password/common-passwords';
import { generatePassword } from '../../../plugins/auth/backend/password/generated-password.js';
import { weaknessOf } from '../../../plugins/auth/backend/password/password-rules.js';
import { newPassword, PASSWORD_MIN } from '../../../plugins/auth/records.js';

const context = { product: 'Purser', name: 'Ada Lovelace', email: 'ada.lovelace@lab.example.org' };

describe('the list of common passwords', () => {
  it('holds more than three thousand that are long enough to be tried here', () => {
    const list = [...commonPasswords()];
    expect(list.length).toBeGreaterThan(3000);
    // Separators are left out of the compared form, so a few are shorter there than as people type them.
    expect(list.filter((entry) => entry.length < PASSWORD_MIN - 3)).toEqual([]);
  });
});

describe('a password', () => {
  it.each([
    'passwordpassword',
    'Password12345678',
    'P@ssw0rd_Passw0rd',
    'correct horse battery staple',
    'qwertyuiopasdfghjkl',
    '123456789012345',
    '1qaz2wsx3edc4rfv5tgb',
    'iloveyousomuch123',
    'Sunshine-Dragon-2024',
    'letmeinletmein!!!',
    'Administrator2026!',
    'thisismypassword1',
    'abcdefghijklmno',
    'zyxwvutsrqponmlk',
    'aaaaaaaaaaaaaaaaaa',
    'x7!x7!x7!x7!x7!x7!',
    'purser-purser-1',
    'AdaLovelace!2029',
    'ada.lovelace@lab.example.org',
    '1357913579135791',
  ])('that is %p is refused with a sentence', (password) => {
    expect(weaknessOf(password, context)).toMatch(/^This .* .*\.$/);
  });

  it.each([
    'quietly tall marmots 92',
    'my dog ate seventeen figs',
    'x7fQ!pp29-zuL_4w',
    'Donaudampfschifffahrt im Mai',
    'Ünï¢ödé 🐘 päss-ẅort',
    'ada reads a purser manual twice',
    generatePassword(),
  ])('that is %p is taken', (password) => {
    expect(weaknessOf(password, context)).toBeUndefined();
  });

  it('is counted in characters as people see them, after NFC', () => {
    expect(newPassword.safeParse('é'.normalize('NFD').repeat(14)).success).toBe(false);
    expect(newPassword.parse('é'.normalize('NFD').repeat(15))).toBe('é'.repeat(15));
    expect(newPassword.safeParse('🐘'.repeat(15)).success).toBe(true);
    expect(newPassword.safeParse('🐘'.repeat(128)).success).toBe(true);
    expect(newPassword.safeParse('🐘'.repeat(129)).success).toBe(false);
    expect(newPassword.parse('  spaces stay where they are ')).toBe('  spaces stay where they are ');
  });
});
