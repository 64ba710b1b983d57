/** One export, from the snapshot to the manifest. */
import { PassThrough } from 'node:stream';
import type { HousePlugins } from '@purser/kit/backend/house';
import { KIT_VERSION } from '@purser/kit/backend/plugin';
import { type DeclaredTable, readDeclaredTables } from '../export/declared-tables.js';
import { Exporter } from '../export/exporter.js';
import { knownTables } from '../export/known-tables.js';
import type { TableCount } from '../export/segments.js';
import { type Connections, Snapshot } from '../export/snapshot.js';
import type { BackedUp } from '../export/workspace-directory.js';
import { BackupError } from '../failure.js';
import { ArchiveWriter, type WrittenArchive } from '../format/archive-writer.js';
import { bestCodec } from '../format/codecs.js';
import { FORMAT_VERSION, type Manifest, signManifest } from '../format/manifest.js';
import { type KeyRing, signingKeyOf } from '../key/key-ring.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import type { BackupTarget, StoredObject } from '../target/backup-target.js';

export interface Taking {
  readonly id: string;
  readonly workspaceId?: string;
  /** What this one stands on; undefined: it stands alone. */
  readonly base?: { readonly id: string; readonly migrations: readonly string[]; readonly logs: BackedUp };
  /** Key of the archive at the target. */
  readonly archive: string;
  readonly target: BackupTarget;
  readonly database: Connections;
  readonly connections: number;
  readonly plugins: HousePlugins;
  readonly ring: KeyRing;
  readonly signal: AbortSignal;
  readonly meter?: ProgressMeter;
}

/** Answers the manifest as it is to be written. The archive is at the target then; without the manifest it is nothing. */
export async function takeBackup(taking: Taking): Promise<{ manifest: Manifest; text: string }> {
  const { ring, id, workspaceId, base } = taking;
  const dataKey = ring.newDataKey();
  const codec = await bestCodec();
  // One workspace is read in less time than a second connection takes to open.
  const snapshot = await Snapshot.open(taking.database, workspaceId === undefined ? taking.connections : 1);
  const stop = new AbortController();
  const signal = AbortSignal.any([taking.signal, stop.signal]);
  try {
    const readTables = workspaceId === undefined ? readDeclaredTables : knownTables;
    const tables = await readTables(snapshot.lead, taking.plugins);
    if (workspaceId === undefined && !base) taking.meter?.expect(estimatesOf(tables));
    const migrations = [...snapshot.migrations];
    if (base && base.migrations.join() !== migrations.join()) {
      throw new BackupError(
        'base_missing',
        'The schema has changed since the last full backup: take a full one first.',
      );
    }
    const body = new PassThrough({ highWaterMark: 1 << 20 });
    const stored = taking.target.write(taking.archive, body, signal);
    const writer = new ArchiveWriter(id, dataKey, codec, body);
    const exporter = new Exporter(
      snapshot,
      tables,
      writer,
      signal,
      { workspaceId, since: base?.logs },
      (table, { rows, bytes }) => {
        taking.meter?.set(table, rows, bytes);
        taking.meter?.wrote(writer.bytes);
      },
    );
    const exporting = exporter.run().then(async (result) => {
      if (workspaceId !== undefined && result.workspaces === 0) {
        throw new BackupError('workspace_gone', 'There is no such workspace any more.');
      }
      const archive = await writer.finish();
      body.end();
      return { ...result, archive };
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
    await checkArrival(taking, result.value.archive, object.value);
    const manifest: Manifest = {
      format: FORMAT_VERSION,
      id,
      kind: base ? 'events' : workspaceId === undefined ? 'full' : 'workspace',
      base: base?.id,
      kit: KIT_VERSION,
      createdAt: snapshot.facts.at,
      snapshot: snapshot.facts,
      migrations,
      tables: tablesOf(tables, result.value.tables, workspaceId !== undefined),
      excluded: tables.filter(({ scope }) => scope === 'nothing' || scope === 'live').map(({ name }) => name),
      workspaces: result.value.workspaces,
      archive: { name: taking.archive, bytes: result.value.archive.bytes, sha256: result.value.archive.sha256 },
      index: result.value.archive.index,
      codec: codec.name,
      cipher: 'aes-256-gcm',
      noncePrefix: dataKey.prefix.toString('hex'),
      key: ring.wrap(id, dataKey),
    };
    await snapshot.done();
    return { manifest, text: signManifest(manifest, signingKeyOf(dataKey)) };
  } catch (error) {
    await snapshot.close();
    throw error;
  }
}

function tablesOf(
  tables: readonly DeclaredTable[],
  counts: ReadonlyMap<string, TableCount>,
  oneWorkspace: boolean,
): Manifest['tables'] {
  return tables.flatMap(({ name, plugin, scope, columns, ofWorkspace }) => {
    if (scope !== 'workspace' && (scope !== 'instance' || oneWorkspace)) return [];
    const { rows, bytes } = counts.get(name) ?? { rows: 0, bytes: 0 };
    const grows = ofWorkspace?.grows === undefined ? undefined : true;
    return [{ name, plugin, scope, columns: [...columns], rows, bytes, grows }];
  });
}

/** What the target has is as long as what was sent, and is what its answer was about. */
async function checkArrival({ target, archive }: Taking, { bytes }: WrittenArchive, stored: StoredObject) {
  const found = await target.head(archive);
  if (found?.bytes !== bytes || found.etag !== stored.etag) {
    throw new BackupError('truncated', `${bytes} bytes were sent and ${found?.bytes ?? 0} have arrived.`);
  }
}

/** The database's own, as of its last look at each table. */
function* estimatesOf(tables: readonly DeclaredTable[]): Generator<[string, number]> {
  for (const { name, scope, estimatedRows } of tables) {
    if (scope === 'workspace' || scope === 'instance') yield [name, estimatedRows];
  }
}
