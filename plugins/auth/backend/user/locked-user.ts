import type { EntityManager } from 'typeorm';
import { emailKey } from './email-address.js';
import { User } from './user.entity.js';

const lock = { mode: 'pessimistic_write' } as const;

/** Whatever issues or spends a person's tokens locks their row first. */
export function lockedUser(tx: EntityManager, id: string): Promise<User> {
  return tx.findOneOrFail(User, { where: { id }, lock });
}

export function lockedByEmail(tx: EntityManager, email: string): Promise<User | null> {
  return tx.findOne(User, { where: { emailKey: emailKey(email) }, lock });
}
