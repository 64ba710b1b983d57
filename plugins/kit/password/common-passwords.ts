/** Which passwords are refused because too many people have them (SECURITY 16); the server asks, and the page while one types. */
import { endings, phrases, runs, words } from './common-password-words.js';
import { MAX, MIN } from './password-length.js';

let common: { passwords: Set<string>; words: Set<string> } | undefined;

/** In the list, or one or two of its words with a count behind. */
export function isCommonPassword(password: string): boolean {
  common ??= { passwords: commonPasswords(), words: commonWords() };
  const { passwords, words: known } = common;
  return [comparable(password), comparable(withoutEnding(password))].some((text) => {
    if (passwords.has(text) || known.has(text)) return true;
    for (let cut = 3; cut <= text.length - 3; cut += 1) {
      if (known.has(text.slice(0, cut)) && known.has(text.slice(cut))) return true;
    }
    return false;
  });
}

const split = (text: string) => text.trim().split(/\s+/);

/** The words common passwords are made of, in `comparable` form. */
function commonWords(): Set<string> {
  return new Set(split(words).map(comparable));
}

/**
 * Common passwords that are long enough to pass the length rule (SECURITY 16): the phrases as they are, and what people
 * do to a short common word when they are asked for fifteen characters: say it again, add a count, a year or an
 * exclamation mark, walk along the keyboard. In `comparable` form.
 */
export function commonPasswords(): Set<string> {
  const made = new Set<string>();
  const add = (password: string) => {
    const { length } = password;
    if (length >= MIN && length <= MAX) made.add(comparable(password));
  };
  const tails = split(endings);
  for (const phrase of split(phrases)) add(phrase);
  for (const base of split(words)) {
    for (const tail of tails) {
      add(base + tail);
      add(base + base + tail);
    }
    for (let times = 2; times <= 6; times += 1) add(base.repeat(times));
  }
  for (const run of split(runs)) {
    for (let start = 0; start + MIN <= run.length; start += 1) {
      for (let end = start + MIN; end <= run.length; end += 1) add(run.slice(start, end));
    }
  }
  return made;
}

const SIGNS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Case, spaces and hyphens, and signs that stand for letters make no password harder to guess. */
export function comparable(password: string): string {
  return password
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace(/[013457@$!]/g, (sign) => SIGNS[sign] ?? sign);
}

function withoutEnding(text: string): string {
  return text.replace(/[^\p{L}]+$/u, '');
}
