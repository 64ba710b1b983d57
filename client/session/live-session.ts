import { ApiProblem, problemOf } from '../http/problem.js';
import { type Backoff, createBackoff } from './backoff.js';
import { listenForEnd } from './end-stream.js';
import { type Endpoints, endpointsOf, type Grant, readGrant, type SessionInfo } from './endpoints.js';
import { createMarkerStore, keyOf, type MarkerStore, parseMarker } from './marker.js';
import { isSignOutReason, type SignOutReason } from './reasons.js';
import { requestRefresh } from './refresh-request.js';
import { elapsed, isUsable, LONGEST_TIMER_MS, type Moment, marginOf, untilRenewal } from './schedule.js';
import {
  type SessionManager,
  type SessionManagerOptions,
  type SessionState,
  type SessionStep,
  SignedOut,
  type SignOutScope,
} from './session-manager.js';
import type { Surroundings, WakeEvent } from './surroundings.js';
import { openTabs, type TabMessage, type Tabs } from './tabs.js';
import { createTransport, type Transport } from './transport.js';

const LOCK_LIMIT_MS = 5_000;
/** How long the other tabs have to hand over a newer token before the network is asked. */
const ASK_LIMIT_MS = { alone: 40, waited: 400 };
/** A finished sign-out keeps its lock this long, so that a tab which hears of the end a moment later sends no second one. */
const SIGN_OUT_HOLD_MS = 300;
const RENEWABLE = ['token_expired', 'unauthenticated', 'invalid_token'];

interface Held {
  readonly grant: Grant;
  readonly since: Moment;
}

export class LiveSession implements SessionManager {
  private state: SessionState = { status: 'starting' };
  private readonly listeners = new Set<() => void>();
  private readonly endpoints: Endpoints;
  private readonly transport: Transport;
  private readonly tabs: Tabs;
  private readonly marker: MarkerStore;
  private readonly backoff: Backoff;
  private readonly undo: (() => void)[] = [];
  /** Raised by every sign-in and sign-out: the answer of a refresh that began before it counts for nothing. */
  private generation = 0;
  private held: Held | null = null;
  /** A token the server refused although it looked alive; never taken again from another tab. */
  private refusedToken: string | null = null;
  private readonly endedSessions = new Set<string>();
  private starting: Promise<SessionState> | null = null;
  private refreshing: Promise<void> | null = null;
  private retry: { since: Moment; pauseMs: number; ordered: boolean; problem: ApiProblem } | null = null;
  /** The server could not be asked at start, and nothing on the device tells who it was. */
  private unsure = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stream: { sessionId: string; stop: AbortController } | null = null;

  constructor(
    private readonly options: SessionManagerOptions,
    private readonly around: Surroundings,
  ) {
    this.endpoints = endpointsOf[options.audience];
    this.transport = createTransport(options, around.fetch);
    this.tabs = openTabs(options.audience, around);
    this.marker = createMarkerStore(around.storage, options.audience);
    this.backoff = createBackoff(1_000, 60_000, around.random);
    this.tabs.listen((message) => this.hear(message));
    this.undo.push(
      around.onWake((event) => this.wake(event)),
      around.onStorage((key, value) => this.markerChanged(key, value)),
      () => this.tabs.close(),
    );
  }

  getState(): SessionState {
    return this.state;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start(): Promise<SessionState> {
    this.starting ??= this.begin();
    return this.starting;
  }

  private async begin(): Promise<SessionState> {
    const marker = this.marker.read();
    if (marker?.status === 'out') {
      this.become({ status: 'signed-out', reason: marker.reason });
      if (marker.untold) void this.tellServer(marker.untold);
      return this.state;
    }
    const { generation } = this;
    await this.refresh('start').catch(() => {});
    if (this.generation !== generation || this.state.status !== 'starting') return this.state;
    this.unsure = marker === null;
    this.become(
      marker
        ? { status: 'signed-in', session: { sessionId: '', userId: marker.userId } }
        : { status: 'signed-out', reason: null },
    );
    this.arm();
    return this.state;
  }

  async signIn(email: string, password: string): Promise<void> {
    const { generation } = this;
    const response = await this.transport.post(this.endpoints.signIn, { email, password });
    if (!response.ok) throw await problemOf(response);
    const grant = readGrant(await response.json().catch(() => null));
    if (!grant)
      throw new ApiProblem(response.status, {
        code: 'invalid_answer',
        message: 'The server sent something unreadable. Try again in a moment.',
      });
    if (this.generation !== generation && this.state.status !== 'signed-in') {
      await this.transport.signOut(this.endpoints, 'current', grant.accessToken).catch(() => {});
      throw new SignedOut('signed_out');
    }
    this.generation += 1;
    this.note('signed-in');
    this.take(grant, 0, true);
  }

  async logout(reason: SignOutReason = 'signed_out', scope: SignOutScope = 'current'): Promise<void> {
    if (scope !== 'others') return this.finish(reason, scope, true);
    const response = await this.fetch(this.endpoints.signOut.path, {
      method: this.endpoints.signOut.method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scope }),
    });
    if (!response.ok) throw await problemOf(response);
  }

  end(reason: SignOutReason): void {
    void this.finish(reason, 'current', reason !== 'session_missing');
  }

  async getAccessToken(): Promise<string> {
    if (this.state.status === 'starting') await this.start();
    const known = this.usableToken();
    if (known) return known;
    await this.refresh('needed');
    const renewed = this.usableToken();
    if (renewed) return renewed;
    throw new ApiProblem(0, {
      code: 'network',
      message: 'The session could not be renewed. Nothing was lost; try again in a moment.',
    });
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const token = await this.getAccessToken();
    const { generation } = this;
    const response = await this.transport.send(path, init, token);
    if (response.status !== 401) return response;
    const { code } = await problemOf(response.clone());
    if (isSignOutReason(code)) {
      if (this.generation === generation) this.end(code);
      return response;
    }
    if (!RENEWABLE.includes(code) || init.body instanceof ReadableStream) return response;
    if (this.held?.grant.accessToken === token) {
      this.refusedToken = token;
      this.held = null;
    }
    return this.transport.send(path, init, await this.getAccessToken());
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.stream?.stop.abort();
    for (const undo of this.undo.splice(0)) undo();
    this.listeners.clear();
    this.generation += 1;
    this.unsure = false;
    this.held = null;
  }

  /** Throws `SignedOut` when nobody is. */
  private usableToken(): string | null {
    if (this.state.status === 'signed-out') throw new SignedOut(this.state.reason);
    return this.held && isUsable(this.held.grant.lifeMs, this.age(this.held)) ? this.held.grant.accessToken : null;
  }

  private refresh(cause: 'start' | 'needed' | 'timer' | 'storage'): Promise<void> {
    this.refreshing ??= this.refreshOnce(cause).finally(() => {
      this.refreshing = null;
    });
    return this.refreshing;
  }

  private async refreshOnce(cause: string): Promise<void> {
    const wait = this.retryWait();
    if (this.retry && wait > 0 && (this.retry.ordered || elapsed(this.retry.since, this.now()) < 1_000))
      throw this.retry.problem;
    const { generation, held } = this;
    const asked = this.now();
    this.note('refresh', { cause });
    await this.tabs.exclusively('refresh', LOCK_LIMIT_MS, async (waited) => {
      if (waited) this.note('lock-waited', { ms: Math.round(elapsed(asked, this.now())) });
      if (this.generation !== generation) return;
      if (this.held !== held || (await this.othersHaveNewer(waited ? ASK_LIMIT_MS.waited : ASK_LIMIT_MS.alone))) {
        this.note('refresh-shared');
        return;
      }
      if (this.generation !== generation) return;
      const outcome = await requestRefresh(() => this.transport.post(this.endpoints.refresh));
      if (this.generation !== generation) return;
      if (outcome.kind === 'granted') {
        this.note('refresh-granted');
        return this.take(outcome.grant, 0, true);
      }
      if (outcome.kind === 'verdict') {
        const isFirstVisit = outcome.reason === 'session_missing' && this.marker.read()?.status !== 'in';
        return this.finish(isFirstVisit ? null : outcome.reason, 'current', outcome.reason !== 'session_missing');
      }
      this.retryLater(outcome.problem);
      throw outcome.problem;
    });
  }

  private async othersHaveNewer(limitMs: number): Promise<boolean> {
    if (!this.tabs.connected || this.marker.read() === null) return false;
    const { held, generation } = this;
    this.tabs.tell({ kind: 'ask' });
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.onHeldChanged = null;
        resolve();
      };
      const timer = setTimeout(done, limitMs);
      this.onHeldChanged = done;
    });
    return this.generation === generation && this.held !== null && this.held !== held;
  }
  private onHeldChanged: (() => void) | null = null;

  private retryLater(problem: ApiProblem): void {
    const orderedMs = (problem.retryAfter ?? 0) * 1000;
    const pauseMs = this.backoff.next(orderedMs);
    this.retry = { since: this.now(), pauseMs, ordered: orderedMs > 0, problem };
    this.note('refresh-later', { status: problem.status, pauseMs });
    this.arm();
  }

  /** Takes a token as this tab's own. `ageMs`: how long ago the server gave it. */
  private take(grant: Grant, ageMs: number, share: boolean): void {
    const now = this.now();
    this.held = { grant, since: { wall: now.wall - ageMs, mono: now.mono - ageMs } };
    this.retry = null;
    this.unsure = false;
    this.backoff.reset();
    this.note('decode', { lifeMs: grant.lifeMs });
    if (share) {
      this.marker.write({ status: 'in', userId: grant.session.userId, key: keyOf(grant.session.sessionId) });
      this.tabs.tell({ kind: 'grant', grant, ageMs });
    }
    const { state } = this;
    if (state.status !== 'signed-in' || !isSame(state.session, grant.session)) {
      this.become({ status: 'signed-in', session: grant.session });
    }
    this.onHeldChanged?.();
    this.arm();
    this.listenToServer(grant.session.sessionId);
  }

  private finish(reason: SignOutReason | null, scope: 'current' | 'all', tell: boolean): Promise<void> {
    if (this.state.status === 'signed-out' && !this.unsure) return Promise.resolve();
    const session = this.state.status === 'signed-in' ? this.state.session : null;
    const token = this.held?.grant.accessToken;
    const key = session?.sessionId ? keyOf(session.sessionId) : '';
    this.leave(session, reason);
    const marker = this.marker.read();
    const isDone = marker?.status === 'out' && marker.key === key;
    if (isDone) return Promise.resolve();
    if (reason !== null) this.marker.write({ status: 'out', reason, key, untold: tell ? scope : undefined });
    if (session?.sessionId && reason) this.tabs.tell({ kind: 'ended', sessionId: session.sessionId, reason });
    return tell ? this.tellServer(scope, token) : Promise.resolve();
  }

  /** What ends in this tab; nothing is sent. */
  private leave(session: SessionInfo | null, reason: SignOutReason | null): void {
    this.generation += 1;
    this.held = null;
    this.retry = null;
    this.unsure = false;
    clearTimeout(this.timer);
    this.stream?.stop.abort();
    this.stream = null;
    if (session?.sessionId) this.endedSessions.add(session.sessionId);
    this.note('signed-out', { reason: reason ?? 'none' });
    this.become({ status: 'signed-out', reason });
    this.onHeldChanged?.();
  }

  /** One request for all tabs. Without a connection the marker remembers it for the next time. */
  private tellServer(scope: 'current' | 'all', token?: string): Promise<void> {
    return new Promise((resolve) => {
      const ask = async () => {
        try {
          const response = await this.transport.signOut(this.endpoints, scope, token);
          const marker = this.marker.read();
          const isTold = response.status < 500 && response.status !== 429;
          if (isTold && marker?.status === 'out') this.marker.write({ ...marker, untold: undefined });
        } catch {
          return;
        } finally {
          resolve();
        }
        await new Promise((held) => setTimeout(held, SIGN_OUT_HOLD_MS));
      };
      this.tabs.ifNobodyElse('sign-out', ask).then(
        () => resolve(),
        () => resolve(),
      );
    });
  }

  private hear(message: TabMessage): void {
    if (message.kind === 'ask') {
      if (!this.held) return;
      const ageMs = this.age(this.held);
      const { grant } = this.held;
      if (untilRenewal(grant.lifeMs, ageMs) > 0) this.tabs.tell({ kind: 'grant', grant, ageMs });
    } else if (message.kind === 'grant') {
      this.adopt(message.grant, message.ageMs);
    } else if (this.state.status === 'signed-in' && isOf(this.state.session, message.sessionId)) {
      this.leave(this.state.session, message.reason);
    } else {
      this.endedSessions.add(message.sessionId);
    }
  }

  private adopt(grant: Grant, ageMs: number): void {
    const { accessToken, session } = grant;
    if (this.endedSessions.has(session.sessionId) || accessToken === this.refusedToken) return;
    if (accessToken === this.held?.grant.accessToken) return;
    if (this.held && this.age(this.held) <= ageMs) return;
    if (this.state.status !== 'signed-in' || this.state.session.sessionId !== session.sessionId) this.generation += 1;
    this.take(grant, ageMs, false);
  }

  private markerChanged(key: string | null, value: string | null): void {
    if (key !== null && key !== this.marker.name) return;
    const session = this.state.status === 'signed-in' ? this.state.session : null;
    const marker = parseMarker(value);
    if (!marker) {
      if (session?.sessionId)
        this.marker.write({ status: 'in', userId: session.userId, key: keyOf(session.sessionId) });
    } else if (marker.status === 'out') {
      const isOurs = session && (marker.key === '' || !session.sessionId || marker.key === keyOf(session.sessionId));
      if (isOurs) this.leave(session, marker.reason);
    } else if (!session || keyOf(session.sessionId) !== marker.key) {
      void this.refresh('storage').catch(() => {});
    }
  }

  private wake(event: WakeEvent): void {
    if (event === 'online') {
      if (this.retry && !this.retry.ordered) this.retry = null;
      this.backoff.reset();
      const marker = this.marker.read();
      if (this.state.status === 'signed-out' && marker?.status === 'out' && marker.untold)
        void this.tellServer(marker.untold);
    }
    this.arm();
  }

  /** Sets the one timer. */
  private arm(): void {
    clearTimeout(this.timer);
    if (this.state.status !== 'signed-in' && !this.unsure) return;
    const due = this.held ? untilRenewal(this.held.grant.lifeMs, this.age(this.held)) : 0;
    // A hidden tab waits a little, so that the one in sight renews for all.
    const courtesy =
      this.held && this.around.isHidden()
        ? this.around.random() * Math.min(2_000, marginOf(this.held.grant.lifeMs) / 4)
        : 0;
    const delay = Math.min(LONGEST_TIMER_MS, Math.max(due, this.retryWait()) + courtesy);
    this.note('schedule', { delayMs: Math.round(delay) });
    this.timer = setTimeout(() => this.timerFired(), delay);
  }

  private timerFired(): void {
    const due = this.held ? untilRenewal(this.held.grant.lifeMs, this.age(this.held)) : 0;
    if (Math.max(due, this.retryWait()) > 5) this.arm();
    else void this.refresh('timer').catch(() => {});
  }

  private retryWait(): number {
    return this.retry ? Math.max(0, this.retry.pauseMs - elapsed(this.retry.since, this.now())) : 0;
  }

  private listenToServer(sessionId: string): void {
    if (this.options.listenForEnd === false || this.stream?.sessionId === sessionId) return;
    this.stream?.stop.abort();
    const stop = new AbortController();
    this.stream = { sessionId, stop };
    const open = (signal: AbortSignal) =>
      this.fetch(this.endpoints.events, { signal, headers: { accept: 'text/event-stream' } });
    const onEnd = (reason: SignOutReason) => {
      if (!stop.signal.aborted) this.end(reason);
    };
    void this.tabs.asLeader(
      'events',
      (signal) => listenForEnd({ open, onEnd, random: this.around.random }, signal),
      stop.signal,
    );
  }

  private become(state: SessionState): void {
    this.state = state;
    for (const listener of [...this.listeners]) listener();
  }

  private age(held: Held): number {
    return elapsed(held.since, this.now());
  }

  private now(): Moment {
    return { wall: this.around.wall(), mono: this.around.mono() };
  }

  private note(step: SessionStep['step'], data?: SessionStep['data']): void {
    this.options.onStep?.({ step, data });
  }
}

function isSame(a: SessionInfo, b: SessionInfo): boolean {
  return (
    a.sessionId === b.sessionId &&
    a.userId === b.userId &&
    a.email === b.email &&
    a.name === b.name &&
    a.locale === b.locale
  );
}

/** A page that was opened without a connection does not know its session's id yet. */
function isOf(session: SessionInfo, sessionId: string): boolean {
  return session.sessionId === sessionId || session.sessionId === '';
}
