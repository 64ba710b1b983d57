import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackupError, failureOf, isCorruption } from '../failure.js';
import type { OpenBackup } from '../format/open-backup.js';
import type { BackupTarget } from '../target/backup-target.js';
import type { RunClaim } from './run-claim.js';
import { StoredBackups } from './stored-backups.service.js';
import type { Taking } from './taking.js';

/** So many stand on each other at most; the next one begins at the full one again. A restore opens all of them. */
const LONGEST = 12;

interface Standing {
  readonly id: string;
  /** How many there are below it. */
  readonly depth: number;
}

/** On what a backup of new events stands: the newest one at its target that is whole or stands on a whole one. */
@Injectable()
export class BackupBases {
  constructor(
    private readonly dataSource: DataSource,
    private readonly stored: StoredBackups,
  ) {}

  async exists(target: string): Promise<boolean> {
    return (await this.standing(target)).length > 0;
  }

  /** Kept from then on. Throws `base_missing`. */
  async choose(claim: RunClaim, target: BackupTarget): Promise<NonNullable<Taking['base']>> {
    const all = await this.standing(target.name);
    const most = (all[0]?.depth ?? 0) < LONGEST ? LONGEST : 1;
    for (const { id } of all.filter(({ depth }) => depth < most)) {
      await claim.standsOn(id);
      const opened = await this.tryOut(target, id);
      if (!opened) continue;
      const { manifest, reader } = opened;
      const logs = reader.index.segments.flatMap(({ name, log }) => (log ? [[name, log] as const] : []));
      return { id, migrations: manifest.migrations, logs: new Map(logs) };
    }
    throw new BackupError('base_missing', 'There is no sound full backup at this target: take one first.');
  }

  /** Null when it, or one on which it stands, is gone or no good. */
  private async tryOut(target: BackupTarget, id: string): Promise<OpenBackup | null> {
    try {
      return await this.stored.open(target, id);
    } catch (error) {
      const failure = failureOf(error);
      if (isCorruption(failure) || failure.code === 'not_found') return null;
      throw error;
    }
  }

  /** Newest first. */
  private async standing(target: string): Promise<Standing[]> {
    return await this.dataSource.query(
      `WITH RECURSIVE standing AS (
         SELECT id, snapshot_at, 0 AS depth FROM backup_run
          WHERE target = $1 AND kind = 'full' AND state IN ('uploaded', 'verified')
         UNION ALL
         SELECT r.id, r.snapshot_at, s.depth + 1 FROM backup_run r JOIN standing s ON r.base_id = s.id
          WHERE r.target = $1 AND r.state IN ('uploaded', 'verified'))
       SELECT id, depth FROM standing ORDER BY snapshot_at DESC`,
      [target],
    );
  }
}
