/** What stands in a mail's data was typed by people, and some of them mean harm to the one who reads it. */

/** A half of a letter, as a cut text ends with; nothing can encode it. */
const HALF = /\p{Surrogate}/gu;
const LINE_ENDS = /\r\n?|[\u2028\u2029]/g;
/** Control characters, and those that turn the direction of all text behind them. Joiners of emoji and scripts stay. */
const UNSEEN = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu;
const DOMAIN_DOT = /(?<=[\p{L}\p{N}-])\.(?=\p{L}{2})/gu;
const ADDRESS = /^[^\s@:/]+@[^\s@:/]+$/;
/** Between the letters of what a mail program would make a link of; nobody sees it. */
const GAP = '\u200b';

export function whole(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(HALF, '\ufffd') : value;
}

/**
 * A value as it may stand in a sentence of a mail: without control and direction characters, and never a link. Mail
 * programs make links of anything that looks like one, so a sign-up as "Win at evil.example" would send strangers'
 * advertisements in our name. An address of a person stays as it is, to be read and copied.
 */
export function harmless(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const plain = value.replace(LINE_ENDS, '\n').replace(UNSEEN, '');
  if (ADDRESS.test(plain)) return plain;
  return plain.replaceAll('://', `:${GAP}//`).replace(DOMAIN_DOT, `.${GAP}`);
}
