import { Injectable } from '@nestjs/common';
import type { Permission } from '@purser/kit/names';
import type { EntityManager } from 'typeorm';
import type { OperatorRole } from '../../records.js';
import { RolePermissions } from './role-permissions.service.js';

export interface ReachableOperator {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Whom other plugins may write to. */
@Injectable()
export class OperatorDirectory {
  constructor(private readonly permissions: RolePermissions) {}

  /** Operators who hold this permission and whose account is on, in the order of their ids. */
  async holding(tx: EntityManager, permission: Permission): Promise<ReachableOperator[]> {
    const operators: (ReachableOperator & { roles: OperatorRole[] })[] = await tx.query(
      `SELECT o.id, o.email, o.name, coalesce(array_agg(r.role) FILTER (WHERE r.role IS NOT NULL), '{}') AS roles
         FROM auth_operator o LEFT JOIN auth_operator_role r ON r.operator_id = o.id
        WHERE o.disabled_at IS NULL GROUP BY o.id ORDER BY o.id`,
    );
    return operators
      .filter(({ roles }) => this.permissions.of(roles).has(permission.name))
      .map(({ id, email, name }) => ({ id, email, name }));
  }
}
