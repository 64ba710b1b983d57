import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import type { Job } from '@purser/kit/backend/jobs';
import { optionsOf } from '@purser/kit/backend/plugin';
import { DataSource } from 'typeorm';
import { AddressChanges } from '../address/address-changes.js';
import type { AuthOptions } from '../auth.options.js';
import { KnownDevices } from '../device/known-devices.service.js';
import { OneTimeTokens } from '../one-time-token/one-time-tokens.service.js';
import { ProofOfWork } from '../signup/proof-of-work.service.js';
import { CustomerSessions, OperatorSessions } from './session-tables.js';
import { SignInFailures } from './sign-in-failures.service.js';

const DAY_MS = 24 * 3_600_000;

/** Retention: what is over and long past is deleted. */
@Injectable()
export class DeleteSpentRecords implements Job {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly customers: CustomerSessions,
    private readonly operators: OperatorSessions,
    private readonly tokens: OneTimeTokens,
    private readonly addressChanges: AddressChanges,
    private readonly proofs: ProofOfWork,
    private readonly failures: SignInFailures,
    private readonly devices: KnownDevices,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  async run(): Promise<void> {
    const tx = this.dataSource.manager;
    const before = new Date(this.clock.now().getTime() - this.options.keepEndedDays * DAY_MS);
    await this.customers.deleteEndedBefore(tx, before);
    await this.operators.deleteEndedBefore(tx, before);
    await this.tokens.deleteOld(tx, before);
    await this.addressChanges.deleteOld(tx, before);
    await this.proofs.deleteOld(tx);
    await this.failures.deleteOld(tx);
    await this.devices.deleteExpired(tx);
  }
}
