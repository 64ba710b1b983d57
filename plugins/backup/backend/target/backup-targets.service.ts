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
import { openTarget } from './open-target.js';

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
    const bucket = await openTarget({ kind: 'bucket', options: options.s3 }, (reason) => this.retried(reason));
    // A folder that was named is a target beside the bucket.
    this.all = options.folder ? [bucket, folder] : [bucket];
  }

  /** A request was sent again, by this process or by one that works for it. */
  retried(reason: string): void {
    this.retries.inc({ reason });
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
