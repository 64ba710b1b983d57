import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@purser/kit/backend/audit';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Signals } from '@purser/kit/backend/signals';
import { DataSource } from 'typeorm';
import { authAudit } from '../../names.js';
import { KEYS_CHANGED, KeyRing } from './key-ring.service.js';
import { formatSigningKeys, generateSigningKey } from './signing-key.js';
import { StoredKeys } from './stored-keys.service.js';

/** `pnpm purser keys rotate`: nobody is signed out, because the key before goes on verifying. */
@Injectable()
export class RotateKeys implements Command {
  constructor(
    private readonly ring: KeyRing,
    private readonly stored: StoredKeys,
    private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
    private readonly signals: Signals,
  ) {}

  async run({ options, print }: CommandRun): Promise<void> {
    if (this.ring.isConfigured || options.print) return this.printNext(print);
    const key = await this.dataSource.transaction(async (tx) => {
      const next = await this.stored.rotate(tx, this.ring.overlapSeconds);
      await this.audit.record(tx, { what: authAudit.keysRotated, by: 'system', on: { type: 'key', id: next.kid } });
      await this.signals.send(KEYS_CHANGED, next.kid, tx);
      return next;
    });
    print(`New tokens are signed with ${key.kid}; the key before verifies for ${this.ring.overlapSeconds} s more.`);
  }

  private async printNext(print: CommandRun['print']): Promise<void> {
    const before = this.ring.isConfigured ? (await this.ring.all()).slice(0, 1) : [];
    print(formatSigningKeys([generateSigningKey(), ...before]));
    print(
      'This is the next value of SIGNING_KEYS: the first key signs, the others verify. To sign nobody out while processes ' +
        'restart one after the other, roll it out with the old key in front first, then as printed.',
    );
  }
}
