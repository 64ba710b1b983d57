import type { ProbeTimes } from './probe-course.js';

/**
 * What is the same for every store is tried once for all that ask together: each gets the answer of a try that began after it
 * asked, or of one that passed a moment before. Only what passed is kept.
 */
export class SharedWay {
  private running: Promise<ProbeTimes> | undefined;
  private next: Promise<ProbeTimes> | undefined;
  private passed: { readonly at: number; readonly times: ProbeTimes } | undefined;

  constructor(
    private readonly go: () => Promise<ProbeTimes>,
    /** Milliseconds for which one that passed counts. */
    private readonly freshMs: number,
  ) {}

  async pass(): Promise<ProbeTimes> {
    if (this.passed && performance.now() - this.passed.at < this.freshMs) return this.passed.times;
    if (!this.running) return await this.begin();
    this.next ??= this.running.then(silence, silence).then(() => {
      this.next = undefined;
      return this.begin();
    });
    return await this.next;
  }

  private begin(): Promise<ProbeTimes> {
    const running = this.go().finally(() => {
      if (this.running === running) this.running = undefined;
    });
    this.running = running;
    const at = performance.now();
    running.then((times) => {
      this.passed = { at, times };
    }, silence);
    return running;
  }
}

function silence(): void {}
