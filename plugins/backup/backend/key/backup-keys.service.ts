import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { BackupOptions } from '../backup.options.js';
import { KeyRing } from './key-ring.js';

/** The ring of this installation. Where none was given, one lies in the data folder, made when it is first needed. */
@Injectable()
export class BackupKeys {
  private made: KeyRing | undefined;
  /** Who loses this machine loses the key as well. */
  readonly besideTheData: boolean;

  constructor(
    @Inject(optionsOf('backup')) options: BackupOptions,
    private readonly settings: HouseSettings,
  ) {
    this.besideTheData = options.keys === undefined;
    if (options.keys !== undefined) this.made = new KeyRing(options.keys);
  }

  get ring(): KeyRing {
    this.made ??= new KeyRing(this.fromFile());
    return this.made;
  }

  private fromFile(): string {
    const file = path.join(this.settings.dataDir, 'backup-keys');
    mkdirSync(this.settings.dataDir, { recursive: true });
    try {
      writeFileSync(file, `local:${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    return readFileSync(file, 'utf8').trim();
  }
}
