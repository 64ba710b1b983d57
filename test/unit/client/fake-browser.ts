/** A browser without a browser: tabs that share cookies, storage, channels and locks, in front of one small server. */
import { createSessionManager, type SessionManager, type SessionStep } from '@purser/client/session/session-manager';
import type { ChannelLike, LocksLike, StorageLike, Surroundings, WakeEvent } from '@purser/client/session/surroundings';
import { FakeServer } from './fake-server.js';

export interface Tab {
  readonly session: SessionManager;
  readonly steps: SessionStep[];
  wake(event: WakeEvent): void;
  hide(isHidden: boolean): void;
}

export interface BrowserOptions {
  readonly channels?: boolean;
  readonly locks?: boolean;
  readonly storage?: boolean;
  readonly listenForEnd?: boolean;
  /** What every roll of the dice gives. */
  readonly random?: number;
}

export class FakeBrowser {
  cookie: string | null = null;
  isOffline = false;
  /** How long a message takes from tab to tab. */
  hopMs = 1;
  /** Added to the wall clock: a device whose clock is wrong. */
  clockErrorMs = 0;
  /** Added to the wall clock only: the monotonic one stood still meanwhile, as in a sleeping laptop. */
  sleptMs = 0;
  /** Both clocks run behind the timers by so much: a timer fires that much too early. */
  earlyMs = 0;
  readonly stored = new Map<string, string>();
  private readonly storageListeners = new Set<{
    tab: object;
    receive(key: string | null, value: string | null): void;
  }>();
  private readonly channels = new Set<{ name: string; channel: ChannelLike }>();
  private readonly queues = new Map<string, (() => void)[]>();

  constructor(
    readonly server: FakeServer = new FakeServer(),
    private readonly options: BrowserOptions = {},
  ) {}

  openTab(): Tab {
    const wakers = new Set<(event: WakeEvent) => void>();
    const steps: SessionStep[] = [];
    let isHidden = false;
    const self = {};
    const { channels = true, locks = true, storage = true, listenForEnd = false, random = 0.5 } = this.options;
    const surroundings: Surroundings = {
      fetch: (input, init) => this.request(String(input), init ?? {}),
      wall: () => Date.now() + this.clockErrorMs + this.sleptMs - this.earlyMs,
      mono: () => performance.now() - this.earlyMs,
      random: () => random,
      locks: locks ? this.locks() : null,
      openChannel: channels ? (name) => this.openChannel(name) : null,
      storage: storage ? this.storage(self) : null,
      isHidden: () => isHidden,
      onWake: (listener) => {
        wakers.add(listener);
        return () => wakers.delete(listener);
      },
      onStorage: (receive) => {
        const entry = { tab: self, receive };
        this.storageListeners.add(entry);
        return () => this.storageListeners.delete(entry);
      },
    };
    const session = createSessionManager({
      audience: 'portal',
      clientName: 'test',
      listenForEnd,
      surroundings,
      onStep: (step) => steps.push(step),
    });
    return {
      session,
      steps,
      wake: (event) => {
        for (const waker of [...wakers]) waker(event);
      },
      hide: (next) => {
        isHidden = next;
      },
    };
  }

  /** A message that was under way for a while. */
  sayToAllTabs(data: unknown): void {
    for (const { channel } of this.channels) channel.onmessage?.({ data });
  }

  clearStorageByHand(): void {
    this.stored.clear();
    for (const { receive } of this.storageListeners) receive(null, null);
  }

  private async request(path: string, init: RequestInit): Promise<Response> {
    if (this.isOffline) throw new TypeError('Failed to fetch');
    const sent = { path, init, cookie: this.cookie };
    const { response, cookie } = await this.server.answer(sent);
    if (this.isOffline) throw new TypeError('Failed to fetch');
    if (cookie !== undefined) this.cookie = cookie;
    return response;
  }

  private storage(tab: object): StorageLike {
    const change = (key: string, value: string | null) => {
      if (value === null) this.stored.delete(key);
      else this.stored.set(key, value);
      setTimeout(() => {
        for (const other of this.storageListeners) if (other.tab !== tab) other.receive(key, value);
      }, this.hopMs);
    };
    return {
      getItem: (key) => this.stored.get(key) ?? null,
      setItem: (key, value) => change(key, value),
      removeItem: (key) => change(key, null),
    };
  }

  private openChannel(name: string): ChannelLike {
    const channel: ChannelLike = {
      onmessage: null,
      postMessage: (message) => {
        const data = structuredClone(message);
        setTimeout(() => {
          for (const other of this.channels) {
            if (other.name === name && other.channel !== channel) other.channel.onmessage?.({ data });
          }
        }, this.hopMs);
      },
      close: () => {
        this.channels.delete(entry);
      },
    };
    const entry = { name, channel };
    this.channels.add(entry);
    return channel;
  }

  private locks(): LocksLike {
    return {
      request: async (name, { ifAvailable, signal }, callback) => {
        const queue = this.queues.get(name);
        if (queue && ifAvailable) return callback(null);
        if (queue) {
          await new Promise<void>((resolve, reject) => {
            queue.push(resolve);
            signal?.addEventListener('abort', () => {
              if (!queue.includes(resolve)) return;
              queue.splice(queue.indexOf(resolve), 1);
              reject(new DOMException('aborted', 'AbortError'));
            });
          });
        } else {
          this.queues.set(name, []);
        }
        try {
          return await callback({ name });
        } finally {
          const next = this.queues.get(name)?.shift();
          if (next) next();
          else this.queues.delete(name);
        }
      },
    };
  }
}
