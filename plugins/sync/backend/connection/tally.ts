/** How many there are of each key; keys without any are forgotten. */
export class Tally {
  private readonly counts = new Map<string, number>();

  /** Answers how many there are now. */
  add(key: string): number {
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return count;
  }

  remove(key: string): void {
    const left = (this.counts.get(key) ?? 1) - 1;
    if (left > 0) this.counts.set(key, left);
    else this.counts.delete(key);
  }
}
