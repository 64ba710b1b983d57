/** What the thread that replays logs is told, and says. */
export type ReplayOrder =
  /** `args` is JSON as the client wrote it. The next batch waits for the answer: no more than one is held. */
  | { readonly kind: 'events'; readonly events: readonly (readonly [name: string, args: string])[] }
  | { readonly kind: 'end' };

export type ReplayAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'taken' }
  /** `unknown`: events of which this app's schema knows nothing. */
  | { readonly kind: 'done'; readonly hash: string; readonly replayed: number; readonly unknown: number }
  | { readonly kind: 'failed'; readonly message: string };
