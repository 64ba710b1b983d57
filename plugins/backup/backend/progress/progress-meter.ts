/** How far the work on a run, a restore or a drill is: rows and bytes of each table, of how many, and how long it goes on. */
import type { BackupPhase, BackupProgress } from '../../records.js';

interface Table {
  rows: number;
  rawBytes: number;
}

/** What another process has counted so far. */
export interface Counted {
  readonly tables: readonly (readonly [table: string, rows: number, rawBytes: number])[];
  /** Written to the target. */
  readonly bytes: number;
}

export class ProgressMeter {
  private readonly beganAt = performance.now();
  private readonly tables = new Map<string, Table>();
  private expected: ReadonlyMap<string, number> = new Map();
  /** Written to the target so far. */
  private bytes = 0;

  constructor(readonly phase: BackupPhase) {}

  /** Rows of each table that will come, as far as that is known; more or fewer may. */
  expect(rows: Iterable<readonly [table: string, rows: number]>): void {
    this.expected = new Map(rows);
  }

  add(table: string, rows: number, rawBytes: number): void {
    const found = this.tables.get(table);
    this.set(table, (found?.rows ?? 0) + rows, (found?.rawBytes ?? 0) + rawBytes);
  }

  set(table: string, rows: number, rawBytes: number): void {
    this.tables.set(table, { rows, rawBytes });
  }

  wrote(bytes: number): void {
    this.bytes = bytes;
  }

  get counted(): Counted {
    const tables = [...this.tables].map(([name, { rows, rawBytes }]) => [name, rows, rawBytes] as const);
    return { tables, bytes: this.bytes };
  }

  take({ tables, bytes }: Counted): void {
    for (const each of tables) this.set(...each);
    this.wrote(bytes);
  }

  /** Tables of which rows came, the largest first. */
  read(now = performance.now()): BackupProgress {
    const tables = [...this.tables]
      .filter(([, { rows }]) => rows > 0)
      .map(([name, { rows, rawBytes }]) => ({ name, rows, of: this.of(name, rows), rawBytes }))
      .sort((a, b) => b.rawBytes - a.rawBytes);
    const sum = (member: 'rows' | 'rawBytes') => tables.reduce((total, table) => total + table[member], 0);
    const rows = sum('rows');
    const of = this.expected.size > 0 ? Math.max(rows, sumOf(this.expected.values())) : null;
    // What the first rows took says nothing of those that follow.
    const elapsed = (now - this.beganAt) / 1000;
    const secondsLeft = of === null || rows === 0 || elapsed < 1 ? null : Math.round((elapsed * (of - rows)) / rows);
    return { phase: this.phase, rows, of, rawBytes: sum('rawBytes'), bytes: this.bytes, secondsLeft, tables };
  }

  private of(table: string, rows: number): number | null {
    const expected = this.expected.get(table);
    return expected === undefined ? null : Math.max(rows, expected);
  }
}

function sumOf(numbers: Iterable<number>): number {
  let sum = 0;
  for (const each of numbers) sum += each;
  return sum;
}
