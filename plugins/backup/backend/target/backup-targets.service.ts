import path from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { Metrics } from '@purser/kit/backend/metrics';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { backupProblems } from '../../names.js';
import type { BackupOptions } from '../backup.options.js';
import type { BackupTarget } from './backup-target.js';
import { LocalFolder } from './local-folder.target.js';

/** The places backups go to: the bucket when there is one, else a folder. */
@Injectable()
export class BackupTargets implements OnModuleInit {
  all: readonly BackupTarget[] = [];
  private readonly retries;

  constructor(
    @Inject(optionsOf('backup')) private readonly options: BackupOptions,
    private readonly settings: HouseSettings,
    metrics: Metrics,
  ) {
    this.retries = metrics.counter('purser_backup_upload_retries_total', 'Requests to a target tried again', [
      'reason',
    ]);
  }

  async onModuleInit(): Promise<void> {
    const { options, settings } = this;
    const folder = new LocalFolder(path.resolve(options.folder ?? path.join(settings.dataDir, 'backups')));
    if (!options.s3) {
      this.all = [folder];
      return;
    }
    // Its SDK takes twenty megabytes, which a house without a bucket does not spend.
    const { S3Bucket } = await import('./s3-bucket.target.js');
    const bucket = new S3Bucket(options.s3, (reason) => this.retries.inc({ reason }));
    // A folder that was named is a target beside the bucket.
    this.all = options.folder ? [bucket, folder] : [bucket];
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
