/**
 * Closes the sockets whose time has come: at once when another process says so, and by itself when that word was lost.
 * Keeps this process's heartbeat.
 */
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { Signals } from '@purser/kit/backend/signals';
import { syncClosings } from '../../names.js';
import { readsOnly, Standings } from '../access/standing.service.js';
import { UpgradeGate } from '../access/upgrade-gate.service.js';
import type { Connection } from '../socket/connection.js';
import { SyncSockets } from '../socket/sync-sockets.service.js';
import type { SyncOptions } from '../sync.options.js';
import { ConnectionRegistry, type ProgressOf } from './connection-registry.service.js';
import type { Ended } from './endings.service.js';
import { ENDINGS_CHANNEL, PROCESSES_CHANNEL } from './sync-channels.js';

const BEAT_MS = 3_000;

@Injectable()
export class ConnectionWatch implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('ConnectionWatch');
  private readonly told = new Map<string, string>();
  private timers: NodeJS.Timeout[] = [];
  private leave: (() => void)[] = [];
  private underWay: Promise<unknown> = Promise.resolve();
  private rounds: Iterator<Connection> | undefined;

  constructor(
    private readonly signals: Signals,
    private readonly settings: HouseSettings,
    private readonly registry: ConnectionRegistry,
    private readonly gate: UpgradeGate,
    private readonly standings: Standings,
    private readonly sockets: SyncSockets,
    @Inject(optionsOf('sync')) private readonly options: SyncOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.role === 'worker') return;
    this.leave = [
      this.signals.subscribe(
        ENDINGS_CHANNEL,
        (payload) => this.inTurn(() => this.hear(payload)),
        () => this.inTurn(() => this.sweep()),
      ),
      this.signals.subscribe(PROCESSES_CHANNEL, (processId) => {
        if (processId !== this.registry.processId) this.registry.alone = false;
      }),
    ];
    await this.registry.beat([]);
    // The others must tell this one of heads from now on, not only once they have seen its row.
    await this.signals.send(PROCESSES_CHANNEL, this.registry.processId);
    this.timers = [this.every(this.options.sweepMs, () => this.sweep()), this.every(BEAT_MS, () => this.beat())];
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    for (const leave of this.leave) leave();
    await this.underWay;
    if (this.settings.role !== 'worker') await this.registry.leave();
  }

  /** A round whose turn has not come yet is not asked for again: a slow database must not pile them up. */
  private every(ms: number, round: () => Promise<void>): NodeJS.Timeout {
    let waits = false;
    const ask = () => {
      if (waits) return;
      waits = true;
      this.inTurn(() => {
        waits = false;
        return round();
      });
    };
    return setInterval(ask, ms).unref();
  }

  /** One after the other. */
  private inTurn(work: () => Promise<void>): void {
    this.underWay = this.underWay.then(work).catch((error: unknown) => {
      this.logger.warn(`Looking after the connections failed, and is tried again: ${String(error)}`);
    });
  }

  private async hear(payload: string): Promise<void> {
    this.gate.heardOfEnding();
    await this.closeEnded();
    const who = JSON.parse(payload) as Ended;
    // Those let in while the ending was on its way have no mark: what holds for them now is looked up.
    const unmarked = [...this.sockets.server.connections].filter((c) => !c.closing && concerns(who, c));
    await Promise.all(unmarked.map((connection) => this.recheck(connection)));
  }

  private async sweep(): Promise<void> {
    await this.closeEnded();
    await this.sockets.server.sweep();
    await this.recheckSome();
  }

  private async closeEnded(): Promise<void> {
    const ended = new Map((await this.registry.ended()).map((row) => [row.id, row]));
    if (ended.size === 0) return;
    for (const connection of this.sockets.server.connections) {
      const row = ended.get(connection.admission.connectionId);
      if (row) connection.close({ code: row.code, reason: row.reason });
    }
  }

  /** Finds what no event tells, such as a session that has reached its age. */
  private async recheckSome(): Promise<void> {
    const { connections } = this.sockets.server;
    const share = this.options.sweepMs / (this.options.recheckSeconds * 1_000);
    for (let left = Math.ceil(connections.size * share); left > 0; left -= 1) {
      let next = this.rounds?.next();
      if (!next || next.done) {
        this.rounds = connections.values();
        next = this.rounds.next();
      }
      if (next.done) return;
      await this.recheck(next.value);
    }
  }

  private async recheck(connection: Connection): Promise<void> {
    const { userId, sessionId, log, role, readOnly } = connection.admission;
    if (connection.closing || userId === null || sessionId === null) return;
    const standing = await this.standings.of({ userId, sessionId, workspaceId: log.workspaceId, storeId: log.storeId });
    if (!standing.good) connection.close(standing.closing);
    else if (standing.readOnly && !readOnly && !readsOnly(standing.role)) connection.close(syncClosings.storeReadOnly);
    else if (standing.readOnly !== readOnly) connection.close(syncClosings.roleChanged);
    else if (standing.role !== role) {
      await this.registry.changeRole(connection.admission.connectionId, standing.role, readOnly);
    }
  }

  private async beat(): Promise<void> {
    const { server } = this.sockets;
    if (await this.registry.beat(this.moved())) await this.registry.bury();
    else {
      this.told.clear();
      server.closeWhere(() => true, syncClosings.restarting);
    }
  }

  /** Those that got on since they were told of last, or got stuck. */
  private moved(): ProgressOf[] {
    const moved: ProgressOf[] = [];
    const open = new Set<string>();
    for (const { admission, progress } of this.sockets.server.connections) {
      const { connectionId: id } = admission;
      const known = Object.values(progress).join(':');
      open.add(id);
      if (this.told.get(id) === known) continue;
      this.told.set(id, known);
      moved.push({ id, ...progress });
    }
    for (const id of this.told.keys()) if (!open.has(id)) this.told.delete(id);
    return moved;
  }
}

function concerns(who: Ended, { admission }: Connection): boolean {
  const { connectionId, sessionId, userId, log } = admission;
  return (
    (who.connectionId === undefined || who.connectionId === connectionId) &&
    (who.sessionIds === undefined || who.sessionIds.some((id) => id === sessionId)) &&
    (who.workspaceId === undefined || who.workspaceId === log.workspaceId) &&
    (who.userId === undefined || who.userId === userId) &&
    (who.storeId === undefined || who.storeId === log.storeId)
  );
}
