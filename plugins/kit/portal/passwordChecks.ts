/** What the server will ask of a new password, as far as it can be told while typing. */
import { MAX, MIN } from '../password/password-length.js';

const OWN_CHARACTERS = 8;
/** Length is what makes a password hard to guess: from here on it is called very good. */
const LONG = 20;

export interface Surroundings {
  readonly product: string;
  readonly name: string;
  readonly email: string;
}

export type Check = 'long' | 'varied' | 'own' | 'rare';
export type Strength = 'weak' | 'good' | 'strong';

export interface Checked {
  readonly check: Check;
  readonly ok: boolean;
}

export function passwordLength(password: string): number {
  return [...password.normalize('NFC')].length;
}

/** Null for nothing. */
export function strengthOf(password: string, checks: readonly Checked[]): Strength | null {
  if (password === '') return null;
  if (checks.some(({ ok }) => !ok)) return 'weak';
  return passwordLength(password) < LONG ? 'good' : 'strong';
}

export function passwordChecks(password: string, surroundings: Surroundings): Checked[] {
  const plain = password.normalize('NFC').toLowerCase();
  const length = passwordLength(password);
  return [
    { check: 'long', ok: length >= MIN && length <= MAX },
    { check: 'varied', ok: length > 0 && !isRepetition(plain) && !isSequence(plain) },
    { check: 'own', ok: ownCharacters(plain, surroundings) >= OWN_CHARACTERS },
  ];
}

/** The same unit of up to seven characters, all the way through. */
function isRepetition(text: string): boolean {
  return [1, 2, 3, 4, 5, 6, 7].some((unit) => text.slice(unit) === text.slice(0, -unit));
}

function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  return Math.abs(step) <= 2 && codes.every((code, at) => at === 0 || code - (codes[at - 1] ?? 0) === step);
}

/** What is left when the words that everybody could guess are taken out. */
function ownCharacters(text: string, { product, name, email }: Surroundings): number {
  const known = [email, ...email.split(/[@._+-]/), product, ...name.split(/\s+/), name.replace(/\s+/g, '')]
    .map((word) => word.normalize('NFC').toLowerCase())
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  const left = known.reduce((rest, word) => rest.replaceAll(word, ''), text);
  return [...left.replace(/[^\p{L}\p{N}]/gu, '')].length;
}
