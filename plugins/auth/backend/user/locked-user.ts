import type { EntityManager } from 'typeorm';
import { User } from './user.entity.js';

/** Whatever issues or spends a person's tokens locks their row first. */
export function lockedUser(tx: EntityManager, id: string): Promise<User> {
  return tx.findOneOrFail(User, { where: { id }, lock: { mode: 'pessimistic_write' } });
}
