/** All sockets and stores of this process. Knows PostgreSQL only through the log, and the house not at all. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import { type WebSocket, WebSocketServer } from 'ws';
import { type SyncClosing, syncClosings, syncProblems } from '../../names.js';
import type { EventLog, LogState } from '../store-log/event-log.js';
import type { Admission, Authorise, SocketLimits } from './admission.js';
import { Connection } from './connection.js';
import { PushRate } from './push-rate.js';
import { refuseUpgrade } from './refuse-upgrade.js';
import type { SocketObserver } from './socket-observer.js';
import { type HubEvents, StoreHub } from './store-hub.js';

export interface SyncServerParts {
  readonly log: EventLog;
  readonly limits: SocketLimits;
  readonly authorise: Authorise;
  readonly observer: SocketObserver;
  /** Tells the other processes how far a log has grown. */
  announce(storeId: string, head: number): void;
}

export class SyncServer {
  readonly connections = new Set<Connection>();
  private readonly hubs = new Map<string, StoreHub>();
  private readonly sockets: WebSocketServer;
  private readonly hubEvents: HubEvents;
  private readonly inspecting: NodeJS.Timeout;
  private upgrading = 0;
  private stopping = false;

  constructor(private readonly parts: SyncServerParts) {
    const { limits, observer } = parts;
    this.sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: limits.maxFrameBytes,
      perMessageDeflate: false,
    });
    this.hubEvents = {
      announce: parts.announce,
      replaced: (hub) => this.closeWhere((c) => c.admission.log.backendId === hub.backendId, syncClosings.restored),
      failed: (error) => observer.failed('read', error),
    };
    this.inspecting = setInterval(() => this.inspect(), (limits.idleSeconds * 1_000) / 6).unref();
  }

  /** Logs that are open here. */
  get stores(): number {
    return this.hubs.size;
  }

  async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { limits, authorise, observer } = this.parts;
    const ignore = () => undefined;
    socket.on('error', ignore);
    if (this.stopping || this.upgrading >= limits.upgradesAtOnce || this.full()) {
      return this.refuse(socket, new Refusal(syncProblems.busy));
    }
    this.upgrading += 1;
    let admission: Admission;
    try {
      admission = await authorise(request);
    } catch (error) {
      if (!(error instanceof Refusal)) observer.failed('upgrade', error);
      return this.refuse(socket, error instanceof Refusal ? error : new Refusal(houseProblems.unavailable));
    } finally {
      this.upgrading -= 1;
    }
    if (this.stopping) {
      observer.abandoned(admission);
      return this.refuse(socket, new Refusal(syncProblems.busy));
    }
    socket.off('error', ignore);
    // The client may have gone while it was looked up; then nobody will ever close this connection.
    let accepted = false;
    if (!socket.destroyed) {
      // Calls back at once, or answers 400 to what is no WebSocket handshake.
      this.sockets.handleUpgrade(request, socket, head, (webSocket) => {
        accepted = true;
        this.accept(webSocket, socket, admission);
      });
    }
    if (!accepted) observer.abandoned(admission);
  }

  /** Another process moved a head. */
  hear(storeId: string, head: number): void {
    this.hubs.get(storeId)?.hear(head);
  }

  /** Looks at the rows of all stores that are open here: what a lost notification would have told. */
  async sweep(): Promise<void> {
    if (this.hubs.size === 0) return;
    const asked = [...this.hubs.keys()];
    const found = new Map((await this.parts.log.states(asked)).map((state) => [state.storeId, state]));
    for (const storeId of asked) {
      const state = found.get(storeId);
      const here = (c: Connection) => c.admission.log.storeId === storeId;
      if (!state) this.closeWhere(here, syncClosings.storeNotFound);
      // Let in while it was being closed: no mark stands on its row.
      else if (state.mode === 'closed') this.closeWhere(here, syncClosings.suspended);
      else this.hubs.get(storeId)?.meet(state);
    }
  }

  closeWhere(matches: (connection: Connection) => boolean, closing: SyncClosing): void {
    for (const connection of this.connections) if (matches(connection)) connection.close(closing);
  }

  /** Sends every client away with 1012 and waits until they have gone, at most two seconds. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearInterval(this.inspecting);
    this.closeWhere(() => true, syncClosings.restarting);
    const deadline = performance.now() + 2_000;
    while (this.connections.size > 0 && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    this.sockets.close();
  }

  private accept(socket: WebSocket, wire: Duplex, admission: Admission): void {
    const hub = this.hubOf(admission.log);
    const { limits, observer } = this.parts;
    const connection = new Connection(socket, wire, admission, hub, limits, observer);
    this.connections.add(connection);
    socket.on('close', (code) => {
      connection.stop();
      this.connections.delete(connection);
      this.leave(hub);
      observer.closed(connection, code);
    });
    observer.opened(connection);
    if (admission.closeAtOnce) connection.close(admission.closeAtOnce);
  }

  private hubOf(state: LogState): StoreHub {
    const known = this.hubs.get(state.storeId);
    if (known) {
      known.meet(state);
      if (known.backendId === state.backendId) {
        known.connections += 1;
        return known;
      }
    }
    const { log, limits } = this.parts;
    const hub = new StoreHub(log, state, this.hubEvents, new PushRate(limits.eventsPerSecondPerStore));
    hub.connections = 1;
    this.hubs.set(state.storeId, hub);
    return hub;
  }

  private leave(hub: StoreHub): void {
    hub.connections -= 1;
    if (hub.connections === 0 && this.hubs.get(hub.storeId) === hub) this.hubs.delete(hub.storeId);
  }

  private inspect(): void {
    const now = performance.now();
    for (const connection of this.connections) connection.inspect(now);
  }

  private full(): boolean {
    return this.connections.size + this.upgrading >= this.parts.limits.connectionsPerProcess;
  }

  private refuse(socket: Duplex, refusal: Refusal): void {
    this.parts.observer.refused(refusal.problem.status);
    refuseUpgrade(socket, refusal);
  }
}
