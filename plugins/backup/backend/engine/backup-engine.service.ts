/** Who moves the bytes of a backup: this process while they are few, one of their own when they are many. */
import { Inject, Injectable } from '@nestjs/common';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import type { BackupOptions } from '../backup.options.js';
import { BackupDatabase } from '../export/backup-database.provider.js';
import type { OpenBackup } from '../format/open-backup.js';
import { type Verified, verify } from '../run/verification.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { EngineProcess, type EngineWork } from './engine-process.js';

@Injectable()
export class BackupEngine {
  constructor(
    private readonly dataSource: DataSource,
    private readonly database: BackupDatabase,
    private readonly targets: BackupTargets,
    @Inject(optionsOf('backup')) private readonly options: BackupOptions,
  ) {}

  /** For an export of everything; undefined when the database is small. Whoever has it ends it. */
  async forDatabase(): Promise<EngineProcess | undefined> {
    const [{ bytes } = { bytes: 0 }]: { bytes: number }[] = await this.dataSource.query(
      'SELECT pg_database_size(current_database())::float8 AS bytes',
    );
    return this.forBytes(bytes);
  }

  /** For a restore of everything. Whoever has it ends it. */
  forBackup({ manifest }: OpenBackup): EngineProcess | undefined {
    return this.forBytes(manifest.tables.reduce((sum, { bytes }) => sum + bytes, 0));
  }

  /** Reads it to its last byte. Throws at the first thing that is not as its manifest says. */
  async verify(backup: OpenBackup, work: EngineWork): Promise<Verified> {
    const engine = this.forBackup(backup);
    if (!engine) return await verify(backup, work.signal, work.meter);
    try {
      return await engine.verify(backup, work);
    } finally {
      await engine.end();
    }
  }

  private forBytes(bytes: number): EngineProcess | undefined {
    if (bytes < this.options.ownProcessFrom) return undefined;
    return new EngineProcess(this.database.address.given, (reason) => this.targets.retried(reason));
  }
}
