import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import type { EntityManager } from 'typeorm';
import { workspaceProblems } from '../../names.js';
import { mayInWorkspace, type Role, type WorkspaceAction } from '../../records.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isId(text: string): boolean {
  return UUID.test(text);
}

export interface LockedWorkspace {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly owner_id: string;
  readonly member_count: number;
  readonly owner_count: number;
  readonly seat_limit: number | null;
  readonly suspended_at: Date | null;
}

/** Every change of a workspace and of what is in it begins here, so they come one after another. 404 when it is deleted. */
export async function lockWorkspace(tx: EntityManager, workspaceId: string): Promise<LockedWorkspace> {
  const [workspace]: LockedWorkspace[] = isId(workspaceId)
    ? await tx.query(
        `SELECT id, name, version, owner_id, member_count, owner_count, seat_limit, suspended_at FROM workspace
         WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
        [workspaceId],
      )
    : [];
  if (!workspace) throw new Refusal(workspaceProblems.notFound);
  return workspace;
}

/**
 * As `lockWorkspace`, for a member who may do this: what they may is read once the lock is held, so that somebody who
 * was demoted a moment ago changes nothing more. Refuses with `workspace_not_found`, `forbidden`, `workspace_suspended`.
 */
export async function lockFor(
  tx: EntityManager,
  workspaceId: string,
  userId: string,
  action: WorkspaceAction,
): Promise<LockedWorkspace & { role: Role }> {
  if (!(await roleIn(tx, workspaceId, userId))) throw new Refusal(workspaceProblems.notFound);
  const workspace = await lockWorkspace(tx, workspaceId);
  const role = await roleIn(tx, workspaceId, userId);
  if (!role) throw new Refusal(workspaceProblems.notFound);
  if (!mayInWorkspace(role, action)) throw new Refusal(houseProblems.forbidden);
  // Who wants to go may go at any time.
  if (workspace.suspended_at && action !== 'see') throw new Refusal(workspaceProblems.suspended);
  return { ...workspace, role };
}

/** Strangers must not be able to hold a lock, so they are turned away before it. */
async function roleIn(tx: EntityManager, workspaceId: string, userId: string): Promise<Role | undefined> {
  if (!isId(workspaceId)) return undefined;
  const [row]: { role: Role }[] = await tx.query(
    'SELECT role FROM workspace_membership WHERE workspace_id = $1 AND user_id = $2',
    [workspaceId, userId],
  );
  return row?.role;
}
