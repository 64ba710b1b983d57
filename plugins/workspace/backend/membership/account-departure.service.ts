import { Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import type { EntityManager } from 'typeorm';
import { workspaceProblems } from '../../names.js';
import { type Act, Memberships } from './memberships.service.js';

/** Takes somebody out of all their workspaces: before their account is deleted, or because support staff says so. */
@Injectable()
export class AccountDeparture {
  constructor(private readonly memberships: Memberships) {}

  /**
   * All or none. 409 `last_owner` with `workspaces: [{ id, name }]` while somewhere they are the only owner: those are
   * transferred or deleted first. Answers how many memberships ended.
   */
  async leaveAll(tx: EntityManager, userId: string, act: Act): Promise<number> {
    // Locked in one order, those deleted included: they could be brought back without an owner.
    const workspaces: { id: string; name: string; deleted: boolean }[] = await tx.query(
      `SELECT w.id, w.name, w.deleted_at IS NOT NULL AS deleted FROM workspace w
       WHERE EXISTS (SELECT 1 FROM workspace_membership m WHERE m.workspace_id = w.id AND m.user_id = $1)
       ORDER BY w.id FOR NO KEY UPDATE OF w`,
      [userId],
    );
    const alone: { id: string; name: string }[] = await tx.query(
      `SELECT w.id, w.name FROM workspace w JOIN workspace_membership m ON m.workspace_id = w.id
       WHERE m.user_id = $1 AND m.role = 'owner' AND w.owner_count = 1 AND w.deleted_at IS NULL ORDER BY w.name_key`,
      [userId],
    );
    if (alone.length > 0) {
      const names = alone.map(({ name }) => `“${name}”`).join(', ');
      const message = `Nobody else owns ${names}. Transfer or delete that first; nothing was changed.`;
      throw new Refusal(workspaceProblems.lastOwner, { message, extra: { workspaces: alone } });
    }
    const living = workspaces.filter(({ deleted }) => !deleted);
    for (const { id } of living) await this.memberships.remove(tx, { workspaceId: id, userId }, act);
    return living.length;
  }
}
