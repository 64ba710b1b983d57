/** Tells the server of a sign-out: one request for all tabs, and remembered on the device while there is no connection. */
import type { Endpoints } from './endpoints.js';
import type { MarkerStore } from './marker.js';
import type { Tabs } from './tabs.js';
import type { Transport } from './transport.js';

/** A finished sign-out keeps its lock this long, so that a tab which hears of the end a moment later sends no second one. */
const HOLD_MS = 300;

export interface SignOutTeller {
  /** Resolves when the server knows, or cannot be told now. Never rejects. */
  tell(scope: 'current' | 'all', accessToken?: string): Promise<void>;
  /** Makes up for one that could not be told. */
  tellLate(): void;
}

export function createSignOutTeller(
  tabs: Tabs,
  transport: Transport,
  endpoints: Endpoints,
  marker: MarkerStore,
): SignOutTeller {
  const ask = async (scope: 'current' | 'all', accessToken?: string) => {
    const response = await transport.signOut(endpoints, scope, accessToken);
    const isTold = response.status < 500 && response.status !== 429;
    const left = marker.read();
    if (isTold && left?.status === 'out') marker.write({ ...left, untold: undefined });
  };
  const tell: SignOutTeller['tell'] = (scope, accessToken) =>
    new Promise((resolve) => {
      const alone = async () => {
        await ask(scope, accessToken).finally(resolve);
        await new Promise((held) => setTimeout(held, HOLD_MS));
      };
      tabs.ifNobodyElse('sign-out', alone).then(
        () => resolve(),
        () => resolve(),
      );
    });
  return {
    tell,
    tellLate() {
      const left = marker.read();
      if (left?.status === 'out' && left.untold) void tell(left.untold);
    },
  };
}
