import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { RateLimits } from '@purser/kit/backend/limits';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { authAudit, authProblems } from '../../names.js';
import type { passwordChange } from '../../records.js';
import { KnownDevices } from '../device/known-devices.service.js';
import { SessionEndings } from '../session/session-endings.service.js';
import { CustomerSessions } from '../session/session-tables.js';
import { User } from '../user/user.entity.js';
import { PasswordHasher } from './password-hasher.service.js';
import { PasswordNotice } from './password-notice.service.js';
import { weaknessOf } from './password-rules.js';

@Injectable()
export class PasswordChange {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly hasher: PasswordHasher,
    private readonly limits: RateLimits,
    private readonly sessions: CustomerSessions,
    private readonly endings: SessionEndings,
    private readonly devices: KnownDevices,
    private readonly notice: PasswordNotice,
    private readonly audit: AuditTrail,
    private readonly settings: HouseSettings,
  ) {}

  /** Ends the person's other sessions unless they ask for them to stay, and tells them by mail (SECURITY 8, 22). */
  async change(caller: CustomerCaller, request: z.output<typeof passwordChange>, origin: Origin): Promise<void> {
    // A stolen session must not become a place to guess the password.
    await this.limits.consume('auth.password', caller.userId, { points: 10, seconds: 300 });
    const user = await this.dataSource.getRepository(User).findOneByOrFail({ id: caller.userId });
    if (!(await this.hasher.verify(user.passwordHash, request.current))) {
      throw new Refusal(authProblems.wrongPassword, { errors: { current: authProblems.wrongPassword.message } });
    }
    const weakness = weaknessOf(request.new, { ...user, product: this.settings.productName });
    if (weakness) throw new Refusal(authProblems.weakPassword, { message: weakness, errors: { new: weakness } });
    const passwordHash = await this.hasher.hash(request.new);
    await this.dataSource.transaction(async (tx) => {
      await this.write(tx, user, passwordHash);
      await this.devices.forget(tx, 'portal', user.id, caller.sessionId);
      const ended = request.endOthers
        ? await this.endings.end(
            tx,
            this.sessions,
            { ownerId: user.id, exceptId: caller.sessionId },
            'password_changed',
          )
        : [];
      const on = { type: 'user', id: user.id };
      await this.audit.record(tx, {
        what: authAudit.passwordChanged,
        by: caller,
        on,
        origin,
        detail: { ended: ended.length },
      });
      await this.notice.tell(tx, user, origin);
    });
  }

  /** Whoever comes second with the same old password finds it changed. */
  private async write(tx: EntityManager, user: User, passwordHash: string): Promise<void> {
    const now = this.clock.now();
    const [, changed]: [unknown, number] = await tx.query(
      `UPDATE auth_user SET password_hash = $3, password_changed_at = $4, updated_at = $4
       WHERE id = $1 AND password_hash = $2`,
      [user.id, user.passwordHash, passwordHash, now],
    );
    if (changed !== 1) throw new Refusal(authProblems.wrongPassword);
  }
}
