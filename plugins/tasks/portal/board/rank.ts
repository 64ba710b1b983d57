/**
 * Places in a list that several people reorder at once: a text between any two others, so that moving one task writes
 * one event and nobody's move overwrites another's.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const VALID = /^[0-9A-Za-z]*[1-9A-Za-z]$/;
/** New ones vary behind the middle, so that two devices rarely choose the same. */
const JITTER_DIGITS = 3;

/**
 * A rank strictly between two neighbours; `null` is the end of the list. Neighbours that cannot be parted (equal, in the
 * wrong order, or not ours) count as if the later one were missing.
 */
export function rankBetween(before: string | null, after: string | null, random: () => number = Math.random): string {
  const low = before !== null && VALID.test(before) ? before : '';
  const high = after !== null && VALID.test(after) && after > low ? after : null;
  const middle = between(low, high);
  let tail = '';
  for (let n = 0; n < JITTER_DIGITS; n += 1) tail += DIGITS[1 + Math.floor(random() * (DIGITS.length - 1))];
  return middle + tail;
}

function between(low: string, high: string | null): string {
  let prefix = '';
  for (let at = 0; ; at += 1) {
    const bottom = at < low.length ? DIGITS.indexOf(low.charAt(at)) : 0;
    const top = high === null ? DIGITS.length : at < high.length ? DIGITS.indexOf(high.charAt(at)) : 0;
    if (top - bottom > 1) return prefix + DIGITS[bottom + stepOf(bottom, top, low, high)];
    prefix += DIGITS[bottom];
    // One step apart: whatever follows the lower digit is below the upper bound already.
    if (top - bottom === 1) return prefix + between(low.slice(at + 1), null);
  }
}

/** At the ends of a list one digit after the other is used up, so that a thousand additions do not make long ranks. */
function stepOf(bottom: number, top: number, low: string, high: string | null): number {
  const isFirstEver = low === '' && high === null;
  if (isFirstEver) return Math.floor((top - bottom) / 2);
  if (high === null) return 1;
  return low === '' ? top - bottom - 1 : Math.floor((top - bottom) / 2);
}
