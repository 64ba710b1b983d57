/** Whether what was backed up still makes the state that people see: its log is replayed, beside the living one. */
import { Inject, Injectable } from '@nestjs/common';
import { HOUSE_PLUGINS, type HousePlugins } from '@purser/kit/backend/house';
import { DataSource } from 'typeorm';
import { BackupError } from '../failure.js';
import { copiedRows } from '../format/copied-rows.js';
import type { OpenBackup } from '../format/open-backup.js';
import { columnsOf } from '../restore/load-section.js';
import { type LoggedEvent, LogReplayer, type Replayed } from './log-replayer.js';

const PAGE = 1_000;

export interface ReplayReport {
  readonly stores: number;
  /** Whose living log was replayed to the same event, and made the same state. The others have no such log any more. */
  readonly compared: number;
  readonly events: number;
}

@Injectable()
export class StoreReplays {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(HOUSE_PLUGINS) private readonly plugins: HousePlugins,
  ) {}

  /** Null when no plugin replays anything. Throws {@link BackupError} `replay_failed`, `replay_differs`. */
  async of(backup: OpenBackup, workspaceIds: readonly string[], signal: AbortSignal): Promise<ReplayReport | null> {
    const modules = this.plugins.flatMap(({ backup: declared }) => declared?.replay ?? []);
    if (modules.length === 0) return null;
    const report = { stores: 0, compared: 0, events: 0 };
    for (const module of modules) {
      const replayer = new LogReplayer(module);
      try {
        for (const workspaceId of workspaceIds) await this.compare(replayer, backup, workspaceId, signal, report);
      } finally {
        await replayer.close();
      }
    }
    return report;
  }

  private async compare(
    replayer: LogReplayer,
    backup: OpenBackup,
    workspaceId: string,
    signal: AbortSignal,
    report: { stores: number; compared: number; events: number },
  ): Promise<void> {
    const log = backup.reader.segmentOf(workspaceId)?.log;
    if (!log || log.head === 0) return;
    const ours = await replayer.replay(eventsIn(backup, workspaceId), signal);
    if (ours.replayed === 0) return;
    report.stores += 1;
    report.events += ours.replayed;
    const theirs = await this.livingState(replayer, log, signal);
    if (!theirs) return;
    report.compared += 1;
    if (theirs.hash !== ours.hash) {
      throw new BackupError(
        'replay_differs',
        `The log of the store ${log.storeId} makes another state out of the backup than the living one up to event ${log.head}.`,
      );
    }
  }

  /** Of the same log: one that was replaced meanwhile says nothing of the backup. */
  private async livingState(
    replayer: LogReplayer,
    { storeId, backendId, head }: { storeId: string; backendId: string; head: number },
    signal: AbortSignal,
  ): Promise<Replayed | null> {
    const [live]: { id: string }[] = await this.dataSource.query(
      'SELECT store_id AS id FROM sync_store_log WHERE store_id = $1 AND backend_id = $2 AND head >= $3',
      [storeId, backendId, head],
    );
    return live ? await replayer.replay(this.livingEvents(storeId, head), signal) : null;
  }

  private async *livingEvents(storeId: string, head: number): AsyncGenerator<LoggedEvent> {
    for (let after = 0; after < head; ) {
      const rows: { seq: number; name: string; args: string }[] = await this.dataSource.query(
        `SELECT seq::float8, name, args::text AS args FROM sync_event
          WHERE store_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT ${PAGE}`,
        [storeId, after, head],
      );
      for (const { name, args } of rows) yield [name, args];
      const last = rows.at(-1)?.seq;
      if (last === undefined) return;
      after = last;
    }
  }
}

async function* eventsIn({ reader }: OpenBackup, workspaceId: string): AsyncGenerator<LoggedEvent> {
  const segment = reader.segmentOf(workspaceId);
  if (!segment) return;
  for await (const section of reader.sections(segment)) {
    if (section.table !== 'sync_event') {
      for await (const _ of section.text);
      continue;
    }
    const columns = columnsOf(section);
    const [name, args] = [columns.indexOf('name'), columns.indexOf('args')];
    for await (const values of copiedRows(section)) yield [values[name] ?? '', values[args] ?? 'null'];
  }
}
