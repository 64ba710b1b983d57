/** A house with backups into a folder of its own, and logs with whatever a test wants to see again. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTestHouse, type TestHouse, type TestHouseOptions } from '@purser/kit/testing/house';
import { backup } from '../../plugins/backup/backend/backup.plugin.js';
import type { BackupRun } from '../../plugins/backup/backend/run/backup-run-row.js';
import { BackupRuns, type WantedRun } from '../../plugins/backup/backend/run/backup-runs.service.js';
import { BackupWork } from '../../plugins/backup/backend/run/backup-work.service.js';
import { StoredBackups } from '../../plugins/backup/backend/run/stored-backups.service.js';
import { BackupTargets } from '../../plugins/backup/backend/target/backup-targets.service.js';
import { provisioning } from '../../plugins/provisioning/backend/provisioning.plugin.js';
import { sync } from '../../plugins/sync/backend/sync.plugin.js';
import { workspace } from '../../plugins/workspace/backend/workspace.plugin.js';
import { authForTests } from './customer.js';

export const TEST_KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;

export interface LogEvent {
  readonly name: string;
  /** JSON as the client wrote it. */
  readonly args: string;
}

export class BackupHouse {
  private constructor(
    readonly house: TestHouse,
    readonly folder: string,
  ) {}

  static async open(
    options: Parameters<typeof backup>[0] = {},
    house: Omit<TestHouseOptions, 'plugins'> = {},
    further: TestHouseOptions['plugins'] = [],
  ): Promise<BackupHouse> {
    const folder = mkdtempSync(path.join(tmpdir(), 'purser-backups-'));
    const plugins = [
      authForTests(),
      workspace({ workspacesPerOwner: 10_000 }),
      sync({ sweepMs: 500 }),
      provisioning(),
      backup({ keys: TEST_KEYS, folder, leaseMs: 2_000, ...options }),
      ...further,
    ];
    return new BackupHouse(await createTestHouse({ plugins, ...house }), folder);
  }

  async close(): Promise<void> {
    await this.house.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  // biome-ignore lint/suspicious/noExplicitAny: rows of whatever a test asks for
  sql(text: string, values: unknown[] = []): Promise<any[]> {
    return this.house.dataSource.query(text, values);
  }

  get target() {
    return this.house.get(BackupTargets).first;
  }

  /** As a worker does, without its queue. */
  async take(wanted: Partial<WantedRun> = {}, stop = new AbortController().signal): Promise<BackupRun> {
    const id = await this.ask(wanted);
    await this.house.get(BackupWork).work(id, stop);
    return await this.run(id);
  }

  ask(wanted: Partial<WantedRun> = {}): Promise<string> {
    return this.house.dataSource.transaction((tx) =>
      this.house.get(BackupRuns).request(tx, { trigger: 'manual', by: 'system', ...wanted }, { queued: false }),
    );
  }

  async run(id: string): Promise<BackupRun> {
    const run = await this.house.get(BackupRuns).get(id);
    if (!run) throw new Error(`There is no run ${id}.`);
    return run;
  }

  openBackup(id: string) {
    return this.house.get(StoredBackups).open(this.target, id);
  }

  /** The text of every table of one segment. */
  async textOf(id: string, segment: string): Promise<Record<string, string>> {
    const { reader } = await this.openBackup(id);
    const entry = reader.segmentOf(segment);
    if (!entry) throw new Error(`There is no segment ${segment}.`);
    const texts: Record<string, string> = {};
    for await (const { table, text } of reader.sections(entry)) {
      const parts: Buffer[] = [];
      for await (const part of text) parts.push(part);
      texts[table] = Buffer.concat(parts).toString();
    }
    return texts;
  }

  /** Straight into the log, as a push does it. */
  async push({ storeId }: { storeId: string }, events: readonly LogEvent[]): Promise<void> {
    await this.sql(
      `WITH moved AS (
         UPDATE sync_store_log SET head = head + $2, events = events + $2, bytes = bytes + $5, last_push_at = now()
          WHERE store_id = $1 RETURNING head - $2 AS before)
       INSERT INTO sync_event (store_id, seq, size, created_at, name, client_id, session_id, args)
       SELECT $1, before + n, octet_length(args), now(), name, 'c', 's', args::json
         FROM moved, unnest($3::text[], $4::text[]) WITH ORDINALITY AS e(name, args, n)`,
      [
        storeId,
        events.length,
        events.map(({ name }) => name),
        events.map(({ args }) => args),
        events.reduce((sum, { args }) => sum + Buffer.byteLength(args), 0),
      ],
    );
  }

  /** Sequence number, name and args exactly as they stand there. */
  events(storeId: string): Promise<{ seq: string; name: string; args: string }[]> {
    return this.sql('SELECT seq, name, args::text AS args FROM sync_event WHERE store_id = $1 ORDER BY seq', [storeId]);
  }
}

/** What breaks careless exports: each is legal JSON, and every byte of it has to come back. */
export const hostileArgs: readonly string[] = [
  '{}',
  '{"b":1,"a":2,"b":3}',
  '{ "spaces" :  [ 1 , 2 ] }',
  '{"nul":"\\u0000","lone":"\\ud800","low":"\\udc00"}',
  '{"big":1e21,"small":1E-7,"long":12345678901234567890.123456789,"minus":-0}',
  `{"tab":"\\t","raw":"${'\\\\'}","newline":"\\n","end":"\\\\."}`,
  '{"text":"Ünïcödé 漢字 👩‍👩‍👧 \u202e \u0301"}',
  '["\\\\N","\\N".length]'.replace('"\\N".length', '"N"'),
  '"\\\\."',
  'null',
];
