/** What was opened is closed in the other order: at the end of a failed start, or when a person asks. */
type Close = () => Promise<void> | void;

export class Stopping {
  private readonly closings: Close[] = [];
  private closed: Promise<void> | undefined;

  /** To be called right after something was opened. */
  defer(close: Close): void {
    this.closings.push(close);
  }

  closeAll(): Promise<void> {
    this.closed ??= (async () => {
      for (const close of this.closings.reverse()) await close();
    })();
    return this.closed;
  }

  /**
   * Ends the process on the first Ctrl-C (or SIGTERM, or a closed terminal); a second one does not wait. Everything
   * has to be down within five seconds, so a closing that hangs is cut off.
   */
  onceAsked(): this {
    let asked = false;
    const onSignal = async () => {
      if (asked) process.exit(1);
      asked = true;
      if (process.stdout.isTTY) console.log('\n  Stopping …');
      setTimeout(() => process.exit(1), 4_800).unref();
      await this.closeAll();
      process.exit(0);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
    return this;
  }
}
