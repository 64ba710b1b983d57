/**
 * When the server will take this session for forgotten, and whether somebody should be asked before. The server counts
 * requests that a person made; so what a person does here without any request is told to it now and then, and what happens
 * without a person is marked as background.
 */
export interface TimeLeft {
  readonly ms: number;
  /** The session has reached its full length: no use makes it longer. */
  readonly isLast: boolean;
}

export interface IdleParts {
  readonly now: () => number;
  /** Asks the server how long the session still lives; `use`: and says that somebody is here. Null when it cannot be asked. */
  readonly ask: (use: boolean) => Promise<TimeLeft | null>;
  /** Other tabs of this browser. */
  readonly tabs: { tell(leftMs: number): void; listen(heard: (leftMs: number) => void): () => void };
}

export type IdleState =
  | { readonly kind: 'in use' }
  /** `at`: milliseconds since 1970 by this device's clock. */
  | { readonly kind: 'ending'; readonly at: number; readonly isLast: boolean };

/** A request so soon after the last input comes of it. */
const FOLLOWS_INPUT_MS = 5_000;
const LONGEST_WARNING_MS = 5 * 60_000;
const WARNING_SHARE = 0.25;
/** How often a person who only reads and types is told of: a part of the idle life. */
const TELLS_PER_LIFE = 10;
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** The server ends a session a moment after its time. */
const GRACE_MS = 1_500;
const ASK_AGAIN_MS = 15_000;

const inUse: IdleState = { kind: 'in use' };

export class IdleWatch {
  private state: IdleState = inUse;
  private readonly listeners = new Set<() => void>();
  private inputAt: number;
  private usedAt = 0;
  private end: { readonly at: number; readonly isLast: boolean; readonly isExact: boolean } | null = null;
  /** The whole idle life: the most that was ever left. */
  private lifeMs = 0;
  private isDismissed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopHearing: (() => void) | undefined;

  constructor(private readonly parts: IdleParts) {
    // A page that opens was opened by somebody.
    this.inputAt = parts.now();
  }

  start(): void {
    this.stopHearing ??= this.parts.tabs.listen((ms) => this.learn({ ms, isLast: false }, false));
    void this.ask(false);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.stopHearing?.();
    this.stopHearing = undefined;
    this.end = null;
    this.lifeMs = 0;
    this.isDismissed = false;
    this.become(inUse);
  }

  get = (): IdleState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A key, a click, a turn of the wheel. While the question stands only its answer counts. */
  input(): void {
    if (this.state.kind === 'ending') return;
    const now = this.parts.now();
    this.inputAt = now;
    if (this.lifeMs > 0 && now - this.usedAt > this.lifeMs / TELLS_PER_LIFE) void this.stay();
  }

  /** Whether a request that leaves now was asked for by nobody. */
  isBackground(): boolean {
    return this.state.kind === 'ending' || this.parts.now() - this.inputAt > FOLLOWS_INPUT_MS;
  }

  /** A request that counts as use was answered. */
  used(): void {
    this.usedAt = this.parts.now();
    if (this.lifeMs === 0 || this.end?.isLast) return;
    this.learn({ ms: this.lifeMs, isLast: false }, false);
    this.parts.tabs.tell(this.lifeMs);
  }

  /** Somebody is here. Resolves when the server knows. */
  async stay(): Promise<void> {
    this.usedAt = this.parts.now();
    this.inputAt = this.usedAt;
    await this.ask(true);
    if (this.end && !this.end.isLast) this.parts.tabs.tell(this.end.at - this.parts.now());
  }

  /** Somebody read that the session reaches its full length, which nothing changes. */
  dismiss(): void {
    this.isDismissed = true;
    this.become(inUse);
  }

  /** The page was asleep or out of sight: timers may be late. */
  look(): void {
    this.arm();
  }

  private async ask(use: boolean): Promise<void> {
    const left = await this.parts.ask(use);
    if (left) return this.learn(left, true);
    // What is known will do for the question; at the end the session may be over, or the connection away.
    if (this.end && !this.end.isExact) this.end = { ...this.end, isExact: true };
    if (this.end && this.end.at > this.parts.now()) return this.arm();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(false), ASK_AGAIN_MS);
  }

  private learn({ ms, isLast }: TimeLeft, isExact: boolean): void {
    if (!isLast) this.lifeMs = Math.max(this.lifeMs, ms);
    this.end = { at: this.parts.now() + ms, isLast, isExact };
    this.arm();
  }

  private arm(): void {
    clearTimeout(this.timer);
    if (!this.end) return;
    const { at, isLast, isExact } = this.end;
    const leftMs = at - this.parts.now();
    const warningMs =
      this.lifeMs === 0 ? LONGEST_WARNING_MS : Math.min(LONGEST_WARNING_MS, this.lifeMs * WARNING_SHARE);
    if (leftMs > warningMs) {
      this.become(inUse);
      this.timer = setTimeout(() => this.arm(), Math.min(LONGEST_TIMER_MS, leftMs - warningMs));
    } else if (!isExact) {
      // The server notes use a little coarsely.
      void this.ask(false);
    } else {
      if (!this.isDismissed) this.become({ kind: 'ending', at, isLast });
      this.timer = setTimeout(() => void this.ask(false), Math.max(0, leftMs) + GRACE_MS);
    }
  }

  private become(state: IdleState): void {
    const { state: before } = this;
    if (state.kind === 'in use' ? before.kind === 'in use' : before.kind === 'ending' && before.at === state.at) return;
    this.state = state;
    for (const listener of [...this.listeners]) listener();
  }
}
