/** What a browser profile asked of the server, from all of its tabs. */
import type { BrowserContext } from '@playwright/test';

export interface Requests {
  /** When each request of this path began, in milliseconds, since the last `forget`. */
  to(path: string): readonly number[];
  forget(): void;
}

export function watchRequests(context: BrowserContext): Requests {
  let seen: { readonly path: string; readonly at: number }[] = [];
  context.on('request', (request) => {
    seen.push({ path: new URL(request.url()).pathname, at: performance.now() });
  });
  return {
    to: (path) => seen.filter((request) => request.path === path).map(({ at }) => at),
    forget() {
      seen = [];
    },
  };
}
