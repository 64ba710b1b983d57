import { comparable, isCommonPassword } from '@purser/kit/password/common-passwords';

export interface PasswordContext {
  readonly product: string;
  readonly name: string;
  readonly email: string;
}

/** What must be left of a password when the words everybody could guess are taken out of it. */
const OWN_CHARACTERS = 8;

/** Why this password is refused, or undefined. Length is checked by the wire schema. */
export function weaknessOf(password: string, context: PasswordContext): string | undefined {
  const plain = comparable(password);
  if (isCommonPassword(password)) {
    return 'This is one of the passwords people use most, so it is among the first that are tried. Choose another one.';
  }
  if (isRepetition(plain)) {
    return 'This repeats the same few characters over and over. Choose something longer to repeat, or another password.';
  }
  if (isSequence(password)) return 'This only counts up or down. Choose another password.';
  if (withoutKnown(plain, context).length < OWN_CHARACTERS) {
    return 'This is mostly the name of the product, your name or your address. Choose something that is not written there.';
  }
  return undefined;
}

/** The same unit of up to seven characters, all the way through. */
function isRepetition(text: string): boolean {
  for (let unit = 1; unit <= 7; unit += 1) {
    if (text.slice(unit) === text.slice(0, -unit)) return true;
  }
  return false;
}

function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  return Math.abs(step) <= 2 && codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step);
}

function withoutKnown(text: string, { product, name, email }: PasswordContext): string {
  const [local = '', domain = ''] = email.split('@');
  const known = [
    email,
    local,
    ...local.split(/[._+-]/),
    domain,
    ...domain.split('.'),
    product,
    ...name.split(/\s+/),
    name.replace(/\s+/g, ''),
  ]
    .map((word) => comparable(word))
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  return known.reduce((left, word) => left.replaceAll(word, ''), text).replace(/[^\p{L}\p{N}]/gu, '');
}
