/** How long answers take that must tell a stranger nothing: several kinds of the same question, asked in turns. */

/** The question of one kind, with what is this sample's own. */
export type Ask = (sample: number) => Promise<void>;

export interface Timing {
  /** Milliseconds, by kind. */
  readonly medians: ReadonlyMap<string, number>;
  /** Between the quickest and the slowest median, milliseconds. */
  readonly apart: number;
  /** Three standard errors of that difference: less than that cannot be told on this machine just now. */
  readonly noise: number;
}

const WARM_UP = 5;

/** Which kind comes first changes from sample to sample, so that none always follows another. */
export async function timeInTurns(
  what: string,
  kinds: Readonly<Record<string, Ask>>,
  samples: number,
): Promise<Timing> {
  const names = Object.keys(kinds);
  const took = new Map(names.map((name) => [name, [] as number[]]));
  for (let sample = 0; sample < WARM_UP + samples; sample += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(sample + turn) % names.length] as string;
      const started = performance.now();
      await (kinds[name] as Ask)(sample);
      if (sample >= WARM_UP) took.get(name)?.push(performance.now() - started);
    }
  }
  const ordered = [...took].sort(([, a], [, b]) => median(a) - median(b));
  const [[, quickest] = ['', []], [, slowest] = ['', []]] = [ordered[0] ?? ['', []], ordered.at(-1) ?? ['', []]];
  const medians = new Map([...took].map(([name, list]) => [name, median(list)]));
  const apart = median(slowest) - median(quickest);
  const noise = 3 * Math.hypot(errorOfMedian(quickest), errorOfMedian(slowest));
  const shown = [...medians].map(([name, ms]) => `${name} ${ms.toFixed(2)}`).join(', ');
  process.stdout.write(
    `${what}, medians of ${samples}, ms: ${shown}; apart ${apart.toFixed(2)}, noise ${noise.toFixed(2)}\n`,
  );
  return { medians, apart, noise };
}

/** How many samples `timeInTurns` asks for, those that warm up included: that many addresses and the like it wants. */
export function samplesAsked(samples: number): number {
  return WARM_UP + samples;
}

function median(list: readonly number[]): number {
  return quantile(list, 0.5);
}

/** From the quartiles, which a few hiccups of the machine do not move. */
function errorOfMedian(list: readonly number[]): number {
  const spread = (quantile(list, 0.75) - quantile(list, 0.25)) / 1.349;
  return (1.253 * spread) / Math.sqrt(list.length);
}

function quantile(list: readonly number[], at: number): number {
  const sorted = [...list].sort((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const [below = 0, above = 0] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place % 1);
}
