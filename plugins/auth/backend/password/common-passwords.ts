import { PASSWORD_MAX, PASSWORD_MIN } from '../../records.js';
import { endings, phrases, runs, words } from './common-password-words.js';

const split = (text: string) => text.trim().split(/\s+/);

/** The words common passwords are made of, in `comparable` form. */
export function commonWords(): Set<string> {
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
    if (length >= PASSWORD_MIN && length <= PASSWORD_MAX) made.add(comparable(password));
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
    for (let start = 0; start + PASSWORD_MIN <= run.length; start += 1) {
      for (let end = start + PASSWORD_MIN; end <= run.length; end += 1) add(run.slice(start, end));
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
