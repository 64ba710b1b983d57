import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import type { EntityManager } from 'typeorm';

/** Takes away a password that a stranger knows: nothing opens the account with it until a new one is chosen by mail. */
@Injectable()
export class PasswordVoiding {
  constructor(private readonly clock: Clock) {}

  /** One that was chosen after `setBefore` is the owner's, and stays. It counts as a change: no backup brings it back. */
  async void(tx: EntityManager, userId: string, setBefore: Date): Promise<void> {
    await tx.query(
      `UPDATE auth_user SET password_hash = NULL, password_changed_at = $2, updated_at = $2
       WHERE id = $1 AND (password_changed_at IS NULL OR password_changed_at <= $3)`,
      [userId, this.clock.now(), setBefore],
    );
  }
}
