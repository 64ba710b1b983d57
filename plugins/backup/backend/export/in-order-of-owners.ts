/** Rows of one workspace after the other, never held. */
import type { Rows } from './copy-out.js';
import { TAB } from './copy-rows.js';

/** Cuts rows that come sorted by their first column where another value begins. */
export class OwnerCuts {
  private owner = Buffer.alloc(0);

  constructor(
    private readonly change: (owner: string) => Promise<void>,
    private readonly take: (text: Buffer, rows: number) => Promise<void>,
  ) {}

  async feed({ text, ends }: Rows): Promise<void> {
    let row = 0;
    let from = 0;
    while (row < ends.length) {
      if (!this.isOf(text, from)) {
        this.owner = Buffer.from(text.subarray(from, text.indexOf(TAB, from) + 1));
        await this.change(this.owner.toString('utf8', 0, this.owner.length - 1));
      }
      const next = this.endOf(text, ends, row);
      const to = ends[next - 1] ?? text.length;
      await this.take(text.subarray(from, to), next - row);
      row = next;
      from = to;
    }
  }

  /** The row after the last one of the owner. Most often all that came at once is of one. */
  private endOf(text: Buffer, ends: readonly number[], row: number): number {
    if (this.isOf(text, ends[ends.length - 2] ?? 0)) return ends.length;
    let next = row + 1;
    while (next < ends.length && this.isOf(text, ends[next - 1] ?? 0)) next += 1;
    return next;
  }

  private isOf(text: Buffer, at: number): boolean {
    const { length } = this.owner;
    return length > 0 && at + length <= text.length && text.compare(this.owner, 0, length, at, at + length) === 0;
  }
}
