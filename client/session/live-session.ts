import { networkProblem, problemOf } from '../http/problem.js';
import { createAuthorisedFetch } from './authorised-fetch.js';
import { DeviceClock } from './device-clock.js';
import { EndWatch } from './end-watch.js';
import { type Endpoints, endpointsOf, type Grant, isSameSession, mayBeSession, type SessionInfo } from './endpoints.js';
import { requestGrant, requestRefresh } from './grant-request.js';
import { createMarkerStore, keyOf, type MarkerStore, parseMarker } from './marker.js';
import type { SignOutReason } from './reasons.js';
import { Refresher } from './refresher.js';
import { RenewalTimer } from './renewal-timer.js';
import {
  type SessionManager,
  type SessionManagerOptions,
  type SessionState,
  type SessionStep,
  SignedOut,
  type SignOutScope,
} from './session-contract.js';
import { createSignOutTeller, type SignOutTeller } from './sign-out-teller.js';
import type { Surroundings, WakeEvent } from './surroundings.js';
import { openTabs, type TabMessage, type Tabs } from './tabs.js';
import { TokenHolder } from './token-holder.js';
import { createTransport, type Transport } from './transport.js';

export class LiveSession implements SessionManager {
  readonly fetch: SessionManager['fetch'];
  private state: SessionState = { status: 'starting' };
  private readonly listeners = new Set<() => void>();
  private readonly endpoints: Endpoints;
  private readonly transport: Transport;
  private readonly tabs: Tabs;
  private readonly marker: MarkerStore;
  private readonly tokens: TokenHolder;
  private readonly clock: DeviceClock;
  private readonly refresher: Refresher;
  private readonly timer: RenewalTimer;
  private readonly endWatch: EndWatch;
  private readonly teller: SignOutTeller;
  private readonly undo: (() => void)[];
  private generation = 0;
  private readonly endedSessions = new Set<string>();
  private starting: Promise<SessionState> | null = null;
  /** The server could not be asked at start, and nothing on the device tells who it was. */
  private unsure = false;

  constructor(
    private readonly options: SessionManagerOptions,
    around: Surroundings,
  ) {
    const { random, isHidden } = around;
    const now = () => ({ wall: around.wall(), mono: around.mono() });
    const note: typeof this.note = (step, data) => this.note(step, data);
    this.endpoints = endpointsOf[options.audience];
    this.transport = createTransport(options, around.fetch);
    this.tabs = openTabs(options.audience, around);
    this.marker = createMarkerStore(around.storage, options.audience);
    this.tokens = new TokenHolder(now);
    this.clock = new DeviceClock(around.wall);
    this.teller = createSignOutTeller(this.tabs, this.transport, this.endpoints, this.marker);
    this.fetch = createAuthorisedFetch({
      transport: this.transport,
      getAccessToken: () => this.getAccessToken(),
      refuse: (token) => this.tokens.refuse(token),
      generation: () => this.generation,
      onVerdict: (reason) => this.end(reason),
    });
    this.refresher = new Refresher({
      tokens: this.tokens,
      tabs: this.tabs,
      now,
      random,
      mayBeShared: () => this.marker.read() !== null,
      generation: () => this.generation,
      request: () => requestRefresh(() => this.transport.post(this.endpoints.refresh)),
      onOutcome: (outcome) =>
        outcome.kind === 'granted' ? this.take(outcome.grant, 0, true) : this.judged(outcome.reason),
      onLater: () => this.arm(),
      note,
    });
    this.timer = new RenewalTimer({ tokens: this.tokens, refresher: this.refresher, isHidden, random, note });
    this.endWatch = new EndWatch({
      tabs: this.tabs,
      random,
      open: (signal) => this.fetch(this.endpoints.events, { signal, headers: { accept: 'text/event-stream' } }),
      onEnd: (reason) => this.end(reason),
    });
    this.tabs.listen((message) => this.hear(message));
    this.undo = [
      around.onWake((event) => this.wake(event)),
      around.onStorage((key, value) => this.markerChanged(key, value)),
      () => this.tabs.close(),
    ];
  }

  getState(): SessionState {
    return this.state;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  getClockError(): number | null {
    return this.clock.errorMs;
  }

  start(): Promise<SessionState> {
    this.starting ??= this.begin();
    return this.starting;
  }

  async signIn(email: string, password: string): Promise<void> {
    const { generation } = this;
    const grant = await requestGrant(() => this.transport.post(this.endpoints.signIn, { email, password }));
    const wasSignedOutMeanwhile = this.generation !== generation && this.state.status !== 'signed-in';
    if (wasSignedOutMeanwhile) {
      await this.transport.signOut(this.endpoints, 'current', grant.accessToken).catch(() => {});
      throw new SignedOut('signed_out');
    }
    this.generation += 1;
    this.note('signed-in');
    this.take(grant, 0, true);
  }

  async logout(reason: SignOutReason = 'signed_out', scope: SignOutScope = 'current'): Promise<void> {
    if (scope !== 'others') return this.finish(reason, scope, true);
    const { method, path } = this.endpoints.signOut;
    const headers = { 'content-type': 'application/json' };
    const response = await this.fetch(path, { method, headers, body: JSON.stringify({ scope }) });
    if (!response.ok) throw await problemOf(response);
  }

  end(reason: SignOutReason): void {
    void this.finish(reason, 'current', reason !== 'session_missing');
  }

  async getAccessToken(): Promise<string> {
    if (this.state.status === 'starting') await this.start();
    const known = this.usableToken();
    if (known) return known;
    await this.refresher.run('needed');
    const renewed = this.usableToken();
    if (renewed) return renewed;
    throw networkProblem('The session could not be renewed now');
  }

  dispose(): void {
    this.timer.stop();
    this.endWatch.stop();
    for (const undo of this.undo.splice(0)) undo();
    this.listeners.clear();
    this.generation += 1;
    this.state = { status: 'signed-out', reason: null };
    this.unsure = false;
    this.tokens.drop();
  }

  private async begin(): Promise<SessionState> {
    const marker = this.marker.read();
    if (marker?.status === 'out') {
      this.become({ status: 'signed-out', reason: marker.reason });
      this.teller.tellLate();
      return this.state;
    }
    const { generation } = this;
    await this.refresher.run('start').catch(() => {});
    if (this.generation !== generation || this.state.status !== 'starting') return this.state;
    // Without a connection the device opens what it has; the next answer of the server decides.
    this.unsure = marker === null;
    this.become(
      marker
        ? { status: 'signed-in', session: { sessionId: '', userId: marker.userId } }
        : { status: 'signed-out', reason: null },
    );
    this.arm();
    return this.state;
  }

  /** Throws `SignedOut` when nobody is signed in. */
  private usableToken(): string | null {
    if (this.state.status === 'signed-out') throw new SignedOut(this.state.reason);
    return this.tokens.usable();
  }

  private get session(): SessionInfo | null {
    return this.state.status === 'signed-in' ? this.state.session : null;
  }

  /** `ageMs`: how long ago the server gave the token. `share`: this tab is the one that asked for it. */
  private take(grant: Grant, ageMs: number, share: boolean): void {
    const { session } = grant;
    this.unsure = false;
    this.refresher.reset();
    this.note('decode', { lifeMs: grant.lifeMs });
    if (share) {
      this.marker.write({ status: 'in', userId: session.userId, key: keyOf(session.sessionId) });
      this.tabs.tell({ kind: 'grant', grant, ageMs });
    }
    this.tokens.take(grant, ageMs);
    const clockChanged = this.clock.compare(grant.serverTime, ageMs);
    if (!this.session || !isSameSession(this.session, session)) this.become({ status: 'signed-in', session });
    else if (clockChanged) this.become(this.state);
    this.arm();
    if (this.options.listenForEnd !== false) this.endWatch.follow(session.sessionId);
  }

  private judged(reason: SignOutReason): Promise<void> {
    const isMissing = reason === 'session_missing';
    const wasNobodyHere = isMissing && this.marker.read()?.status !== 'in' && this.session === null;
    return this.finish(wasNobodyHere ? null : reason, 'current', !isMissing);
  }

  /** Ends the session here and in all tabs. `reason` null: there was none. */
  private finish(reason: SignOutReason | null, scope: 'current' | 'all', tell: boolean): Promise<void> {
    if (this.state.status === 'signed-out' && !this.unsure) return Promise.resolve();
    const { session } = this;
    const { token } = this.tokens;
    const key = session?.sessionId ? keyOf(session.sessionId) : '';
    this.leave(reason);
    const left = this.marker.read();
    const wasDoneElsewhere = left?.status === 'out' && left.key === key;
    if (wasDoneElsewhere || reason === null) return Promise.resolve();
    this.marker.write({ status: 'out', reason, key, untold: tell ? scope : undefined });
    if (session?.sessionId) this.tabs.tell({ kind: 'ended', sessionId: session.sessionId, reason });
    return tell ? this.teller.tell(scope, token) : Promise.resolve();
  }

  /** What ends in this tab; nothing is sent. */
  private leave(reason: SignOutReason | null): void {
    if (this.session?.sessionId) this.endedSessions.add(this.session.sessionId);
    this.generation += 1;
    this.unsure = false;
    this.refresher.reset();
    this.timer.stop();
    this.endWatch.stop();
    this.note('signed-out', { reason: reason ?? 'none' });
    this.become({ status: 'signed-out', reason });
    this.tokens.drop();
  }

  private hear(message: TabMessage): void {
    if (message.kind === 'ask') {
      const shared = this.tokens.share();
      if (shared) this.tabs.tell({ kind: 'grant', ...shared });
    } else if (message.kind === 'grant') {
      this.adopt(message.grant, message.ageMs);
    } else if (this.session && mayBeSession(this.session, message.sessionId)) {
      this.leave(message.reason);
    } else {
      this.endedSessions.add(message.sessionId);
    }
  }

  private adopt(grant: Grant, ageMs: number): void {
    const { sessionId } = grant.session;
    if (this.endedSessions.has(sessionId) || !this.tokens.isBetter(grant, ageMs)) return;
    if (this.session?.sessionId !== sessionId) this.generation += 1;
    this.take(grant, ageMs, false);
  }

  /** Another tab signed in or out, or somebody cleared the storage by hand. */
  private markerChanged(key: string | null, value: string | null): void {
    if (key !== null && key !== this.marker.name) return;
    const { session } = this;
    const marker = parseMarker(value);
    const ownKey = session?.sessionId ? keyOf(session.sessionId) : '';
    if (!marker) {
      if (session?.sessionId) this.marker.write({ status: 'in', userId: session.userId, key: ownKey });
    } else if (marker.status === 'out') {
      if (session && ['', ownKey].includes(marker.key)) this.leave(marker.reason);
    } else if (ownKey !== marker.key && this.state.status !== 'starting') {
      void this.refresher.run('storage').catch(() => {});
    }
  }

  private wake(event: WakeEvent): void {
    if (event === 'online') {
      this.refresher.networkIsBack();
      if (this.state.status === 'signed-out') this.teller.tellLate();
    }
    this.arm();
  }

  private arm(): void {
    if (this.session || this.unsure) this.timer.arm();
    else this.timer.stop();
  }

  private become(state: SessionState): void {
    this.state = state;
    for (const listener of [...this.listeners]) listener();
  }

  note(step: SessionStep['step'], data?: SessionStep['data']): void {
    this.options.onStep?.({ step, data });
  }
}
