/** Rows out of a snapshot, into an archive, to its target: all of it, or an error. */
import { PassThrough } from 'node:stream';
import type pg from 'pg';
import { BackupError } from '../failure.js';
import { ArchiveWriter, type WrittenArchive } from '../format/archive-writer.js';
import { bestCodec, type Codec } from '../format/codecs.js';
import type { DataKey } from '../format/seal.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import type { BackupTarget, StoredObject } from '../target/backup-target.js';
import type { DeclaredTable } from './declared-tables.js';
import { Exporter, type ExportResult, type ExportScope } from './exporter.js';

/** Of one workspace: its first rows are compressed while the others are read. */
const SMALL_BLOCK_BYTES = 256 << 10;

export interface ArchiveOrder {
  readonly id: string;
  /** Key of the archive at the target. */
  readonly archive: string;
  readonly tables: readonly DeclaredTable[];
  readonly scope: ExportScope;
  readonly dataKey: DataKey;
}

export interface ArchiveAnswer extends ExportResult {
  readonly archive: WrittenArchive;
  readonly codec: Codec['name'];
}

interface Surroundings {
  /** All in one snapshot. */
  readonly clients: readonly pg.Client[];
  readonly target: BackupTarget;
  readonly signal: AbortSignal;
  readonly meter?: ProgressMeter;
}

/** Both, export and target, have ended when it does. Without a manifest what is at the target then is nothing. */
export async function writeArchive(order: ArchiveOrder, around: Surroundings): Promise<ArchiveAnswer> {
  const { id, dataKey, tables, scope } = order;
  const { clients, target, meter } = around;
  const codec = await bestCodec();
  const stop = new AbortController();
  const signal = AbortSignal.any([around.signal, stop.signal]);
  const body = new PassThrough({ highWaterMark: 1 << 20 });
  const stored = target.write(order.archive, body, signal);
  const blockBytes = scope.workspaceId === undefined ? undefined : SMALL_BLOCK_BYTES;
  const writer = new ArchiveWriter(id, dataKey, codec, body, blockBytes);
  const exporter = new Exporter(clients, tables, writer, signal, scope, (table, { rows, bytes }) => {
    meter?.set(table, rows, bytes);
    meter?.wrote(writer.bytes);
  });
  const exporting = exporter.run().then(async (result) => {
    if (scope.workspaceId !== undefined && result.workspaces === 0) {
      throw new BackupError('workspace_gone', 'There is no such workspace any more.');
    }
    const archive = await writer.finish();
    body.end();
    return { ...result, archive, codec: codec.name };
  });
  // Whoever fails first stops the other, and is the one that is told.
  const failing = (error: unknown): never => {
    stop.abort(error);
    body.destroy(error as Error);
    throw error;
  };
  // Both have ended before anything is cleaned up: what still writes would leave something behind.
  const [result, object] = await Promise.allSettled([exporting.catch(failing), stored.catch(failing)]);
  if (result.status === 'rejected' || object.status === 'rejected') throw stop.signal.reason;
  await checkArrival(target, order.archive, result.value.archive, object.value);
  return result.value;
}

/** What the target has is as long as what was sent, and is what its answer was about. */
async function checkArrival(target: BackupTarget, key: string, { bytes }: WrittenArchive, stored: StoredObject) {
  const found = await target.head(key);
  if (found?.bytes !== bytes || found.etag !== stored.etag) {
    throw new BackupError('truncated', `${bytes} bytes were sent and ${found?.bytes ?? 0} have arrived.`);
  }
}
