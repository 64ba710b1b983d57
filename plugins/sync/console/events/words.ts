const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `1.2 kB`; whole bytes below a thousand. */
export function bytes(count: number): string {
  const step = count < 1 ? 0 : Math.min(steps.length - 1, Math.floor(Math.log10(count) / 3));
  const format = new Intl.NumberFormat('en-GB', { style: 'unit', unit: steps[step], maximumFractionDigits: 1 });
  return format.format(count / 1_000 ** step);
}

/** JSON as people read it; what is no JSON, as it is. */
export function formatted(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
