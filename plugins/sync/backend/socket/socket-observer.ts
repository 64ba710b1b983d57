import type { SyncClosing } from '../../names.js';
import type { Admission } from './admission.js';
import type { Connection } from './connection.js';

/** What is counted and logged about sockets. */
export interface SocketObserver {
  opened(connection: Connection): void;
  /** Let in, but gone before the socket stood. */
  abandoned(admission: Admission): void;
  /** `code` is what the socket ended with, whoever ended it. */
  closed(connection: Connection, code: number): void;
  /** This server decided to close it. */
  closing(connection: Connection, closing: SyncClosing, detail: string | undefined): void;
  refused(status: number): void;
  pushed(result: 'stored' | 'ahead' | 'mismatch' | 'closed', events: number, seconds: number): void;
  pulled(events: number, live: boolean): void;
  /** Its store is pushed to too fast: it is not read for a moment. */
  slowed(): void;
  /** What this client or its network did to the socket, which is over: a reset, a broken frame. Nothing of ours failed. */
  troubled(connection: Connection, error: Error): void;
  failed(what: string, error: unknown): void;
}
