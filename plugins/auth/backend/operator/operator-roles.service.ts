import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import type { EntityManager } from 'typeorm';
import { authProblems } from '../../names.js';
import type { OperatorRole } from '../../records.js';

@Injectable()
export class OperatorRoles {
  constructor(private readonly clock: Clock) {}

  async of(tx: EntityManager, operatorId: string): Promise<OperatorRole[]> {
    const rows: { role: OperatorRole }[] = await tx.query(
      'SELECT role FROM auth_operator_role WHERE operator_id = $1 ORDER BY role',
      [operatorId],
    );
    return rows.map(({ role }) => role);
  }

  async set(tx: EntityManager, operatorId: string, roles: readonly OperatorRole[]): Promise<void> {
    await tx.query('DELETE FROM auth_operator_role WHERE operator_id = $1 AND role <> ALL ($2::text[])', [
      operatorId,
      roles,
    ]);
    await tx.query(
      `INSERT INTO auth_operator_role (operator_id, role, granted_at)
       SELECT $1, role, $3 FROM unnest($2::text[]) AS role ON CONFLICT DO NOTHING`,
      [operatorId, roles, this.clock.now()],
    );
  }

  /**
   * Runs a change that may take an owner away, and refuses it when none would be left. Every such change locks all
   * owners in one order first, so two at once cannot each count on the other.
   */
  async keepingAnOwner<T>(tx: EntityManager, change: () => Promise<T>): Promise<T> {
    await tx.query(`SELECT operator_id FROM auth_operator_role WHERE role = 'owner' ORDER BY operator_id FOR UPDATE`);
    const result = await change();
    const left: unknown[] = await tx.query(
      `SELECT 1 FROM auth_operator_role r JOIN auth_operator o ON o.id = r.operator_id
       WHERE r.role = 'owner' AND o.disabled_at IS NULL AND o.password_hash IS NOT NULL LIMIT 1`,
    );
    if (left.length === 0) throw new Refusal(authProblems.lastOwner);
    return result;
  }
}
