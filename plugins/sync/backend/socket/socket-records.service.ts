/** Counts and logs what happens on sockets, and keeps the registry's rows in step. */
import { Injectable, Logger } from '@nestjs/common';
import { Metrics } from '@purser/kit/backend/metrics';
import type { Counter, Gauge, Histogram } from 'prom-client';
import type { SyncClosing } from '../../names.js';
import { ConnectionRegistry } from '../connection/connection-registry.service.js';
import type { Admission } from './admission.js';
import type { Connection } from './connection.js';
import type { SocketObserver } from './socket-observer.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

@Injectable()
export class SocketRecords implements SocketObserver {
  private readonly logger = new Logger('Sync');
  private readonly open: Gauge<string>;
  private readonly closedTotal: Counter<string>;
  private readonly refusedTotal: Counter<string>;
  private readonly pushes: Counter<string>;
  private readonly pushedEvents: Counter<string>;
  private readonly pulledEvents: Counter<string>;
  private readonly pushSeconds: Histogram<string>;
  private readonly pauses: Counter<string>;

  constructor(
    metrics: Metrics,
    private readonly registry: ConnectionRegistry,
  ) {
    this.open = metrics.gauge('purser_sync_connections', 'Open sync sockets of this process');
    this.closedTotal = metrics.counter('purser_sync_closed_total', 'Closed sync sockets by close code', ['code']);
    this.refusedTotal = metrics.counter('purser_sync_refused_total', 'Refused upgrades by HTTP status', ['status']);
    this.pushes = metrics.counter('purser_sync_push_total', 'Pushes by result', ['result']);
    this.pushedEvents = metrics.counter('purser_sync_pushed_events_total', 'Events stored');
    this.pulledEvents = metrics.counter('purser_sync_pulled_events_total', 'Events sent to clients', ['kind']);
    this.pushSeconds = metrics.histogram('purser_sync_push_seconds', 'From a push frame to its answer', SECONDS);
    this.pauses = metrics.counter(
      'purser_sync_pauses_total',
      'Times a socket was not read because its store was pushed to too fast',
    );
  }

  opened(): void {
    this.open.inc();
  }

  closed(connection: Connection, code: number): void {
    this.open.dec();
    this.closedTotal.inc({ code: String(code) });
    this.registry.forget(connection.admission.connectionId);
  }

  abandoned(admission: Admission): void {
    this.registry.forget(admission.connectionId);
  }

  closing({ admission }: Connection, { code, reason }: SyncClosing, detail: string | undefined): void {
    const { connectionId, log, userId } = admission;
    const why = detail === undefined || detail === reason ? '' : ` (${detail.slice(0, 200)})`;
    this.logger.debug(`Closed ${connectionId} of ${userId ?? 'a probe'} on ${log.storeId}: ${code} ${reason}${why}`);
  }

  refused(status: number): void {
    this.refusedTotal.inc({ status: String(status) });
  }

  pushed(result: 'stored' | 'ahead' | 'mismatch' | 'closed', events: number, seconds: number): void {
    this.pushes.inc({ result });
    if (result === 'stored') this.pushedEvents.inc(events);
    this.pushSeconds.observe(seconds);
  }

  pulled(events: number, live: boolean): void {
    if (events > 0) this.pulledEvents.inc({ kind: live ? 'live' : 'history' }, events);
  }

  slowed(): void {
    this.pauses.inc();
  }

  troubled({ admission }: Connection, error: Error): void {
    this.logger.debug(`The socket of ${admission.connectionId} broke: ${error.message.slice(0, 200)}`);
  }

  failed(what: string, error: unknown): void {
    this.logger.error(`${what}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}
