const steps = ['kB', 'MB', 'GB', 'TB'] as const;

/** `1.2 kB`; whole bytes below a thousand. */
export function bytes(count: number): string {
  if (count < 1_000) return count === 1 ? '1 byte' : `${count} bytes`;
  const step = Math.min(steps.length, Math.floor(Math.log10(count) / 3));
  return `${(count / 1_000 ** step).toLocaleString('en-GB', { maximumFractionDigits: 1 })} ${steps[step - 1]}`;
}
