import { Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { backupProblems } from '../../names.js';
import { BackupError } from '../failure.js';
import { checkSignature, type Manifest, readManifest } from '../format/manifest.js';
import { type BackupAlone, joined, type OpenBackup, openPart } from '../format/open-backup.js';
import { BackupKeys } from '../key/backup-keys.service.js';
import { signingKeyOf } from '../key/key-ring.js';
import type { BackupTarget } from '../target/backup-target.js';

const MANIFEST = 'manifest.json';
/** More than any manifest has: it names no workspace. */
const MANIFEST_BYTES = 16 << 20;

export function keysOf(id: string): { manifest: string; prefix: string; archive(fence: number): string } {
  return {
    prefix: `${id}/`,
    manifest: `${id}/${MANIFEST}`,
    // Never two writes of one key: who comes after a dead process writes under another name.
    archive: (fence) => `${id}/archive-${fence}.purser`,
  };
}

/** What lies at the targets, as their manifests tell it: they alone decide what is a backup. */
@Injectable()
export class StoredBackups {
  constructor(private readonly keys: BackupKeys) {}

  /** Newest first; those whose manifest cannot be read are left out. */
  async list(target: BackupTarget): Promise<Manifest[]> {
    const found: Manifest[] = [];
    for await (const { key } of target.list('')) {
      if (!/^[0-9a-f-]{36}\/manifest\.json$/.test(key)) continue;
      const manifest = await this.manifest(target, key.slice(0, 36)).catch(() => null);
      if (manifest) found.push(manifest.manifest);
    }
    return found.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }

  /** `latest` or an id, as people give it. Refuses with `backup_not_found`. */
  async named(target: BackupTarget, name: string | undefined): Promise<string> {
    if (name === 'latest') {
      const latest = (await this.list(target)).find(({ kind }) => kind !== 'workspace');
      if (latest) return latest.id;
    } else if (name !== undefined && /^[0-9a-f-]{36}$/.test(name) && (await target.head(keysOf(name).manifest))) {
      return name;
    }
    throw new Refusal(backupProblems.notFound);
  }

  async manifest(target: BackupTarget, id: string): Promise<{ manifest: Manifest; signature: string }> {
    const { manifest: key } = keysOf(id);
    const stored = await target.head(key);
    const bytes = Math.min(stored?.bytes ?? 0, MANIFEST_BYTES);
    return readManifest((await target.read(key, 0, bytes)).toString());
  }

  /**
   * Checks signatures and indexes. What stands on another one is read as if it were whole, and its manifest counts so.
   * Throws what `failureOf` knows; `base_missing` when one on which it stands is gone.
   */
  async open(target: BackupTarget, id: string): Promise<OpenBackup> {
    const alone = await this.openAlone(target, id);
    const { base } = alone.manifest;
    if (base === undefined) return alone;
    if (!(await target.head(keysOf(base).manifest))) {
      throw new BackupError('base_missing', `The backup ${base} on which it stands is gone.`);
    }
    return joined(alone, await this.open(target, base));
  }

  /** What lies in its own archive. */
  async openAlone(target: BackupTarget, id: string): Promise<BackupAlone> {
    const { manifest, signature } = await this.manifest(target, id);
    const dataKey = this.keys.ring.unwrap(manifest);
    checkSignature(manifest, signature, signingKeyOf(dataKey));
    return await openPart(target, { manifest, dataKey });
  }
}
