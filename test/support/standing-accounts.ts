/** Many accounts at once, in each of the states that a stranger must not tell apart. */
import { randomUUID } from 'node:crypto';
import type { TestHouse } from '@purser/kit/testing/house';
import { PasswordHasher } from '../../plugins/auth/backend/password/password-hasher.service.js';
import { PASSWORD } from './customer.js';

export type Standing = 'known' | 'unconfirmed' | 'disabled';

/** Their addresses; `prefix` keeps several sets apart. */
export async function standingAccounts(
  house: TestHouse,
  standing: Standing,
  count: number,
  prefix: string = standing,
): Promise<string[]> {
  const hash = await house.get(PasswordHasher).hash(PASSWORD);
  const addresses = Array.from({ length: count }, (_, each) => `${prefix}-${each}@example.org`);
  await house.dataSource.query(
    `INSERT INTO auth_user (id, email, email_key, name, locale, password_hash, confirmed_at, disabled_at, disabled_reason,
       created_at, updated_at)
     SELECT id, email, email, 'Ada', 'en', $3, $4, $5, $6, now(), now()
     FROM unnest($1::uuid[], $2::text[]) AS made (id, email)`,
    [
      addresses.map(() => randomUUID()),
      addresses,
      hash,
      standing === 'unconfirmed' ? null : new Date(),
      standing === 'disabled' ? new Date() : null,
      standing === 'disabled' ? 'test' : null,
    ],
  );
  return addresses;
}
