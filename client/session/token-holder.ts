/** The access token of this tab: in memory only, and measured by how long ago it came. */
import type { Grant } from './endpoints.js';
import { elapsed, isUsable, type Moment, marginOf, untilRenewal } from './schedule.js';

export class TokenHolder {
  private held: { readonly grant: Grant; readonly since: Moment } | null = null;
  /** One that the server refused although it looked alive; never taken again from another tab. */
  private refused: string | null = null;
  private readonly watchers = new Set<() => void>();

  constructor(private readonly now: () => Moment) {}

  get token(): string | undefined {
    return this.held?.grant.accessToken;
  }

  /** `ageMs`: how long ago the server gave it. */
  take(grant: Grant, ageMs: number): void {
    const { wall, mono } = this.now();
    this.held = { grant, since: { wall: wall - ageMs, mono: mono - ageMs } };
    this.changed();
  }

  drop(): void {
    this.held = null;
    this.changed();
  }

  /** The server does not accept this one any more. */
  refuse(token: string): void {
    if (this.token !== token) return;
    this.refused = token;
    this.drop();
  }

  /** The token, if it outlives a request. */
  usable(): string | null {
    return this.held && isUsable(this.held.grant.lifeMs, this.ageMs()) ? this.held.grant.accessToken : null;
  }

  /** Milliseconds until it should be renewed; 0 when that is due, or when there is none. */
  dueInMs(): number {
    return this.held ? untilRenewal(this.held.grant.lifeMs, this.ageMs()) : 0;
  }

  marginMs(): number {
    return this.held ? marginOf(this.held.grant.lifeMs) : 0;
  }

  /** What another tab may have of it. */
  share(): { readonly grant: Grant; readonly ageMs: number } | null {
    return this.held && this.dueInMs() > 0 ? { grant: this.held.grant, ageMs: this.ageMs() } : null;
  }

  /** Whether another tab's token is better than this one. */
  isBetter({ accessToken }: Grant, ageMs: number): boolean {
    if (accessToken === this.refused || accessToken === this.token) return false;
    return this.held === null || ageMs < this.ageMs();
  }

  /** Waits for another token, at most so long; answers whether one came. */
  async awaitOther(limitMs: number): Promise<boolean> {
    const before = this.held;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.watchers.delete(done);
        resolve();
      };
      const timer = setTimeout(done, limitMs);
      this.watchers.add(done);
    });
    return this.held !== null && this.held !== before;
  }

  private ageMs(): number {
    return this.held ? elapsed(this.held.since, this.now()) : 0;
  }

  private changed(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}
