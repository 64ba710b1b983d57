/** Joins the socket server to the house: the HTTP server's upgrades, the signals of other processes, start and stop. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Refusal } from '@purser/kit/backend/errors';
import { optionsOf } from '@purser/kit/backend/plugin';
import { Reports } from '@purser/kit/backend/reports';
import { HouseSettings } from '@purser/kit/backend/settings';
import { Signals } from '@purser/kit/backend/signals';
import { houseProblems } from '@purser/kit/problems';
import { UpgradeGate } from '../access/upgrade-gate.service.js';
import { isSyncPath } from '../access/upgrade-request.js';
import { HEADS_CHANNEL } from '../connection/sync-channels.js';
import { EventLogProvider } from '../store-log/event-log.provider.js';
import type { SyncOptions } from '../sync.options.js';
import { HeadAnnouncer, readHeads } from './head-announcer.service.js';
import { refuseUpgrade } from './refuse-upgrade.js';
import { SocketRecords } from './socket-records.service.js';
import { SyncServer } from './sync-server.js';

const UPGRADE = { op: 'websocket.server', name: 'GET /sync' };

@Injectable()
export class SyncSockets implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly server: SyncServer;
  private readonly leave: (() => void)[] = [];

  constructor(
    private readonly http: HttpAdapterHost,
    private readonly settings: HouseSettings,
    private readonly signals: Signals,
    private readonly announcer: HeadAnnouncer,
    private readonly reports: Reports,
    records: SocketRecords,
    gate: UpgradeGate,
    logs: EventLogProvider,
    @Inject(optionsOf('sync')) options: SyncOptions,
  ) {
    this.server = new SyncServer({
      log: logs.log,
      limits: options,
      authorise: (request) => gate.authorise(request),
      observer: records,
      announce: (storeId, head) => announcer.announce(storeId, head),
    });
  }

  onApplicationBootstrap(): void {
    const server: Server | undefined = this.http.httpAdapter?.getHttpServer();
    if (!server || this.settings.role === 'worker') return;
    const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (isSyncPath(request.url)) void this.open(request, socket, head);
      // Nobody else will answer it, and an unanswered upgrade hangs for ever.
      else if (server.listenerCount('upgrade') === 1) refuseUpgrade(socket, new Refusal(houseProblems.notFound));
    };
    // Stays until the server is gone: whoever comes while it stops is told to come again, not that there is nothing.
    server.on('upgrade', upgrade);
    this.leave.push(
      this.signals.subscribe(HEADS_CHANNEL, (payload) => {
        for (const [storeId, head] of readHeads(payload)) this.server.hear(storeId, head);
      }),
    );
  }

  private open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { traceparent } = request.headers;
    const from = typeof traceparent === 'string' ? traceparent : undefined;
    return this.reports.answered(from, UPGRADE, () => this.server.upgrade(request, socket, head));
  }

  /** Before the HTTP server closes, which waits for every socket. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.server.stop();
    await this.announcer.settled();
    for (const leave of this.leave) leave();
  }
}
