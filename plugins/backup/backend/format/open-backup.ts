/** A backup that is read, from its own archive or from several on which it stands. */
import type { BackupTarget } from '../target/backup-target.js';
import { ArchiveReader, type BackupReader } from './archive-reader.js';
import { ChainedReader } from './chained-reader.js';
import type { Manifest } from './manifest.js';
import type { DataKey } from './seal.js';

/** What opens one archive. The signature of its manifest was checked. */
export interface BackupPart {
  readonly manifest: Manifest;
  readonly dataKey: DataKey;
}

export interface OpenBackup {
  /** Where it lies. */
  readonly target: BackupTarget;
  readonly manifest: Manifest;
  readonly reader: BackupReader;
  /** Its own, then those on which it stands. */
  readonly parts: readonly BackupPart[];
  /** Bytes read from the target so far. */
  bytesRead(): number;
}

/** It stands on no other, or is read without those. */
export type BackupAlone = OpenBackup & { readonly reader: ArchiveReader };

/** What lies in its own archive. Checks the index. */
export async function openPart(target: BackupTarget, part: BackupPart): Promise<BackupAlone> {
  const { manifest, dataKey } = part;
  let read = 0;
  const reader = await ArchiveReader.open(manifest, dataKey, async (offset, length) => {
    read += length;
    return await target.read(manifest.archive.name, offset, length);
  });
  return { target, manifest, reader, parts: [part], bytesRead: () => read };
}

/** What stands on others is read as if it were whole, and its manifest counts so. */
export async function openParts(target: BackupTarget, parts: readonly BackupPart[]): Promise<OpenBackup> {
  const opened = await Promise.all(parts.map((part) => openPart(target, part)));
  const [first, ...others] = opened.reverse();
  if (!first) throw new Error('A backup has at least one part.');
  return others.reduce<OpenBackup>((base, last) => joined(last, base), first);
}

export function joined(last: BackupAlone, base: OpenBackup): OpenBackup {
  const growing = new Set(last.manifest.tables.filter(({ grows }) => grows).map(({ name }) => name));
  const reader = new ChainedReader(last.reader, base.reader, growing);
  const sum = (table: string, at: 1 | 2) =>
    reader.index.segments.reduce(
      (total, { tables }) => total + (tables.find(([name]) => name === table)?.[at] ?? 0),
      0,
    );
  const tables = last.manifest.tables.map((table) =>
    table.grows ? { ...table, rows: sum(table.name, 1), bytes: sum(table.name, 2) } : table,
  );
  const archive = { ...last.manifest.archive, bytes: last.manifest.archive.bytes + base.manifest.archive.bytes };
  return {
    target: last.target,
    manifest: { ...last.manifest, tables, archive },
    reader,
    parts: [...last.parts, ...base.parts],
    bytesRead: () => last.bytesRead() + base.bytesRead(),
  };
}
