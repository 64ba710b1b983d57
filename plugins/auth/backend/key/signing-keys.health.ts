import { Injectable } from '@nestjs/common';
import type { HealthCheck, HealthReport } from '@purser/kit/backend/health';
import { KeyRing } from './key-ring.service.js';

/** Without a key nobody can sign in or refresh. */
@Injectable()
export class SigningKeysHealth implements HealthCheck {
  readonly name = 'signing-keys';

  constructor(private readonly keys: KeyRing) {}

  async check(): Promise<HealthReport> {
    const keys = await this.keys.all();
    return {
      ok: keys.length > 0,
      detail: `${keys.length} known, ${this.keys.isConfigured ? 'configured' : 'kept in the database'}`,
    };
  }
}
