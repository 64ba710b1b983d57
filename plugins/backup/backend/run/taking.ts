/** One export, from the snapshot to the manifest. */
import type { HousePlugins } from '@purser/kit/backend/house';
import { KIT_VERSION } from '@purser/kit/backend/plugin';
import type { EngineProcess } from '../engine/engine-process.js';
import { type DeclaredTable, readDeclaredTables } from '../export/declared-tables.js';
import { knownTables } from '../export/known-tables.js';
import type { TableCount } from '../export/segments.js';
import { type Connections, Snapshot } from '../export/snapshot.js';
import type { BackedUp } from '../export/workspace-directory.js';
import { type ArchiveOrder, writeArchive } from '../export/write-archive.js';
import { BackupError } from '../failure.js';
import { FORMAT_VERSION, type Manifest, signManifest } from '../format/manifest.js';
import { type KeyRing, signingKeyOf } from '../key/key-ring.js';
import type { ProgressMeter } from '../progress/progress-meter.js';
import type { BackupTarget } from '../target/backup-target.js';

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
  /** Does what takes long; without one this process does. It is on its way while the snapshot is opened. */
  readonly engine?: EngineProcess;
  readonly plugins: HousePlugins;
  readonly ring: KeyRing;
  readonly signal: AbortSignal;
  readonly meter?: ProgressMeter;
}

/** Answers the manifest as it is to be written. The archive is at the target then; without the manifest it is nothing. */
export async function takeBackup(taking: Taking): Promise<{ manifest: Manifest; text: string }> {
  const { ring, id, workspaceId, base, engine, connections, signal } = taking;
  const dataKey = ring.newDataKey();
  // One workspace is read in less time than a second connection takes to open.
  const own = workspaceId === undefined && !engine ? connections : 1;
  const snapshot = await Snapshot.open(taking.database, own, own > 1 || engine !== undefined);
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
    const scope = { workspaceId, since: base?.logs };
    const order: ArchiveOrder = { id, archive: taking.archive, tables, scope, dataKey };
    const { archive, codec, counts, workspaces } = engine
      ? await engine.write({ ...order, target: taking.target.address, snapshot: snapshot.id, connections }, taking)
      : await writeArchive(order, { clients: snapshot.clients, target: taking.target, signal, meter: taking.meter });
    const manifest: Manifest = {
      format: FORMAT_VERSION,
      id,
      kind: base ? 'events' : workspaceId === undefined ? 'full' : 'workspace',
      base: base?.id,
      kit: KIT_VERSION,
      createdAt: snapshot.facts.at,
      snapshot: snapshot.facts,
      migrations,
      tables: tablesOf(tables, counts, workspaceId !== undefined),
      excluded: tables.filter(({ scope }) => scope === 'nothing' || scope === 'live').map(({ name }) => name),
      workspaces,
      archive: { name: taking.archive, bytes: archive.bytes, sha256: archive.sha256 },
      index: archive.index,
      codec,
      cipher: 'aes-256-gcm',
      noncePrefix: dataKey.prefix.toString('hex'),
      key: ring.wrap(id, dataKey),
    };
    // All was read and counted: nothing waits for its end.
    void snapshot.done().catch(() => undefined);
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

/** The database's own, as of its last look at each table. */
function* estimatesOf(tables: readonly DeclaredTable[]): Generator<[string, number]> {
  for (const { name, scope, estimatedRows } of tables) {
    if (scope === 'workspace' || scope === 'instance') yield [name, estimatedRows];
  }
}
