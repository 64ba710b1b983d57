import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { backupProblems } from '../../names.js';
import type { BackupOptions } from '../backup.options.js';
import type { BackupTarget } from './backup-target.js';
import { LocalFolder } from './local-folder.target.js';
import { S3Bucket } from './s3-bucket.target.js';

/** The places backups go to: the bucket when there is one, else a folder. */
@Injectable()
export class BackupTargets {
  readonly all: readonly BackupTarget[];

  constructor(@Inject(optionsOf('backup')) options: BackupOptions, settings: HouseSettings, metrics: Metrics) {
    const folder = new LocalFolder(path.resolve(options.folder ?? path.join(settings.dataDir, 'backups')));
    const retries = metrics.counter('purser_backup_upload_retries_total', 'Requests to a target tried again', [
      'reason',
    ]);
    // A folder that was named is a target beside the bucket.
    this.all = options.s3
      ? [new S3Bucket(options.s3, (reason) => retries.inc({ reason })), ...(options.folder ? [folder] : [])]
      : [folder];
  }

  /** Where a backup goes when nobody says where. */
  get first(): BackupTarget {
    return this.all[0] as BackupTarget;
  }

  /** Refuses with `target_unknown`. */
  get(name: string): BackupTarget {
    const target = this.all.find((known) => known.name === name);
    if (!target) throw new Refusal(backupProblems.targetUnknown);
    return target;
  }
}
