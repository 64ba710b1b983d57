/** What the session manager needs of a browser; tests hand in their own. */
export interface ChannelLike {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  close(): void;
}

export interface LocksLike {
  request<T>(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal },
    callback: (lock: unknown) => Promise<T>,
  ): Promise<T>;
}

export interface StorageLike {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export type WakeEvent = 'visibilitychange' | 'online' | 'focus' | 'pageshow';

export interface Surroundings {
  fetch: typeof fetch;
  /** Milliseconds of the wall clock. */
  wall(): number;
  /** Milliseconds of a clock that nobody can set. */
  mono(): number;
  random(): number;
  /** Null where there is none (old browsers, plain http on a network name): the server's idempotent successor covers it. */
  locks: LocksLike | null;
  openChannel: ((name: string) => ChannelLike) | null;
  /** Null where storage is blocked. */
  storage: StorageLike | null;
  isHidden(): boolean;
  /** Calls back when the page may have slept or the network is back; answers the function that stops it. */
  onWake(listener: (event: WakeEvent) => void): () => void;
  /** Calls back when another tab changed the storage; `key` is null when all of it was cleared. */
  onStorage(listener: (key: string | null, value: string | null) => void): () => void;
}

export function browserSurroundings(): Surroundings {
  const page = typeof window === 'undefined' ? null : window;
  return {
    fetch: (input, init) => globalThis.fetch(input, init),
    wall: () => Date.now(),
    mono: () => performance.now(),
    random: () => Math.random(),
    locks: page?.navigator?.locks ? (page.navigator.locks as unknown as LocksLike) : null,
    openChannel: typeof BroadcastChannel === 'undefined' ? null : openChannel,
    storage: storageOf(page),
    isHidden: () => page?.document.visibilityState === 'hidden',
    onWake: (listener) => {
      if (!page) return () => {};
      return listenAll([
        [
          page.document,
          'visibilitychange',
          () => page.document.visibilityState === 'visible' && listener('visibilitychange'),
        ],
        [page, 'online', () => listener('online')],
        [page, 'focus', () => listener('focus')],
        [page, 'pageshow', () => listener('pageshow')],
      ]);
    },
    onStorage: (listener) => {
      if (!page) return () => {};
      return listenAll([
        [page, 'storage', (event) => listener((event as StorageEvent).key, (event as StorageEvent).newValue)],
      ]);
    },
  };
}

function openChannel(name: string): ChannelLike {
  const channel = new BroadcastChannel(name);
  // In Node an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return channel as ChannelLike;
}

function listenAll(all: readonly (readonly [EventTarget, string, (event: Event) => void])[]): () => void {
  for (const [target, name, listener] of all) target.addEventListener(name, listener);
  return () => {
    for (const [target, name, listener] of all) target.removeEventListener(name, listener);
  };
}

function storageOf(page: Window | null): StorageLike | null {
  try {
    return page?.localStorage ?? null;
  } catch {
    return null;
  }
}
