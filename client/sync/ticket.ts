import type { LinkReport } from './health.js';

/** A ticket opens one sync connection, once: it is fetched for every one of them. */
export interface SyncTicket {
  readonly ticket: string;
  /** The store's id on the server. */
  readonly storeId: string;
  /** Where the socket is opened; a path or another scheme is completed from the page's origin. */
  readonly url: string;
  /** True for viewers: a push closes the socket. */
  readonly readOnly: boolean;
  /** Where the log stood when it was restored last; null, or missing, for one that never was. */
  readonly restoredHead?: number | null;
  /** The session it was given to. */
  readonly sessionId: string;
}

/** Why there is no ticket. `status` 0: nobody could be asked. */
export interface TicketRefusal {
  readonly status: number;
  readonly code: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

export type TicketAnswer =
  | { readonly kind: 'ticket'; readonly ticket: SyncTicket }
  | { readonly kind: 'refused'; readonly refusal: TicketRefusal };

/** Where a connection gets its tickets, hears orders and leaves its reports. */
export interface TicketDesk {
  /** Never rejects. */
  take(signal: AbortSignal): Promise<TicketAnswer>;
  report(report: LinkReport): void;
  listen(orders: LinkOrders): void;
  /** Resolves when what the server never got is saved elsewhere, or after a few seconds without an answer. */
  rescue(): Promise<void>;
  close(): void;
}

/** What a desk tells the connection. */
export interface LinkOrders {
  /** The network or the page is back: try now, and see whether an open connection still answers. */
  nudge(): void;
  /** Somebody signed in again, or asks for another try. */
  resume(): void;
  /** The session ended: close, and wait for `resume`. */
  signedOut(reason: string): void;
}

export function socketUrl({ url, storeId, ticket }: SyncTicket, origin: string | undefined): string {
  const full = new URL(url, origin);
  full.protocol = full.protocol.replace('http', 'ws');
  full.searchParams.set('storeId', storeId);
  full.searchParams.set('transport', 'ws');
  full.searchParams.set('payload', JSON.stringify({ ticket }));
  return full.href;
}
