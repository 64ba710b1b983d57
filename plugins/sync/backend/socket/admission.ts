import type { IncomingMessage } from 'node:http';
import type { SyncClosing } from '../../names.js';
import type { LogState } from '../store-log/event-log.js';

/** Someone who was let in, and as what. */
export interface Admission {
  readonly connectionId: string;
  readonly kind: 'session' | 'probe';
  /** Null for the probe. */
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly role: string;
  readonly readOnly: boolean;
  /** What a push is closed with, where the role would allow it and the store does not. */
  readonly refusal?: SyncClosing;
  readonly log: LogState;
  /** The client's user agent, shortened: which device it is. */
  readonly agent: string | null;
  /** Let in only to be told why not: a browser sees the code of a close, never the body of a refused upgrade. */
  readonly closeAtOnce?: SyncClosing;
}

/** Lets an upgrade in, or throws a `Refusal` that is answered over HTTP. */
export type Authorise = (request: IncomingMessage) => Promise<Admission>;

export interface SocketLimits {
  readonly maxFrameBytes: number;
  readonly maxEventBytes: number;
  readonly maxBatchEvents: number;
  readonly framesPerSecond: number;
  readonly maxPendingPushes: number;
  readonly eventsPerSecondPerStore: number;
  readonly maxPulls: number;
  readonly pullWindow: number;
  readonly ackTimeoutSeconds: number;
  readonly connectionsPerProcess: number;
  readonly upgradesAtOnce: number;
  readonly idleSeconds: number;
}
