import { randomInt } from 'node:crypto';

/** Without signs that look alike, because these are read from a terminal and typed. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** "k7qm2-rxdwa-9htsp-u4nge": 20 signs, 99 bits. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 5 }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
