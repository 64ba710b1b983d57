import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { type AuditEntry, AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import type { WorkspaceAuditName } from '@purser/kit/names';
import { DataSource, type EntityManager } from 'typeorm';
import { UserDirectory } from '../../../auth/backend/user/user-directory.service.js';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import type { InvitationPreview, Role } from '../../records.js';
import { WorkspaceChanges } from '../change/workspace-changes.service.js';
import { Memberships } from '../membership/memberships.service.js';
import { transact } from '../transact.js';
import { lockWorkspace } from '../workspace/locked-workspace.js';
import { InvitationRows, type StoredInvitation } from './invitation-rows.service.js';

interface Place {
  readonly name: string;
  readonly inviter: string;
  readonly deleted: boolean;
  readonly suspended: boolean;
  readonly full: boolean;
}

/** What somebody does who was invited. */
@Injectable()
export class InvitationAnswers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: InvitationRows,
    private readonly users: UserDirectory,
    private readonly memberships: Memberships,
    private readonly audit: AuditTrail,
    private readonly changes: WorkspaceChanges,
  ) {}

  /** Who has the token may know; nothing is spent. */
  async preview(token: string): Promise<InvitationPreview> {
    const invitation = await this.rows.byToken(token);
    const { role, message, email, expiresAt } = invitation;
    const place = await this.placeOf(invitation);
    return {
      workspaceName: place.name,
      role,
      invitedBy: place.inviter,
      message,
      email: this.users.masked(email),
      state: shownState(invitation, place),
      expiresAt: expiresAt.toISOString(),
    };
  }

  async byToken(token: string): Promise<StoredInvitation> {
    return await this.rows.byToken(token);
  }

  async ownById(id: string, userId: string): Promise<StoredInvitation> {
    return await this.rows.ownById(id, userId);
  }

  /**
   * Spends the invitation and adds the member in one step. Refuses with `invitation_wrong_account`, `already_member`,
   * `invitation_used|revoked|expired`, `workspace_suspended`, `seat_limit`; each leaves the invitation as it was.
   */
  async accept(
    { id, workspaceId }: StoredInvitation,
    by: CustomerCaller,
    origin: Origin,
  ): Promise<{ workspaceId: string; role: Role }> {
    return await transact(this.dataSource, async (tx) => {
      const { suspended_at } = await lockWorkspace(tx, workspaceId).catch(goneWithWorkspace);
      const invitation = await this.rows.lock(tx, workspaceId, id);
      const account = await this.accountOf(tx, by.userId);
      if (account.emailKey !== invitation.emailKey) throw this.wrongAccount(invitation, account.email);
      if (invitation.state === 'accepted' && invitation.answeredBy === by.userId) {
        throw new Refusal(workspaceProblems.invitationUsed, { extra: { workspaceId } });
      }
      this.rows.refuseAnswered(invitation);
      if (suspended_at) throw new Refusal(workspaceProblems.suspended);
      if (await this.memberships.roleOf(workspaceId, by.userId, tx)) {
        throw new Refusal(workspaceProblems.alreadyMember, { extra: { workspaceId } });
      }
      const { role } = invitation;
      await this.memberships.add(tx, { workspaceId, userId: by.userId, role }, { by, origin });
      await this.tell(tx, invitation, { what: workspaceAudit.invitationAccepted, by, origin });
      return { workspaceId, role };
    });
  }

  /** The token alone is enough: nobody has to make an account to say no. */
  async decline(
    { id, workspaceId }: StoredInvitation,
    by: CustomerCaller | 'anonymous',
    origin: Origin,
  ): Promise<void> {
    await transact(this.dataSource, async (tx) => {
      await lockWorkspace(tx, workspaceId).catch(goneWithWorkspace);
      const invitation = await this.rows.lock(tx, workspaceId, id);
      this.rows.refuseAnswered(invitation);
      await this.rows.answer(tx, invitation, 'declined', by === 'anonymous' ? null : by.userId);
      await this.tell(tx, invitation, { what: workspaceAudit.invitationDeclined, by, origin });
    });
  }

  private async tell(
    tx: EntityManager,
    { id, workspaceId, version, emailKey }: StoredInvitation,
    entry: Pick<AuditEntry, 'by' | 'origin'> & { readonly what: WorkspaceAuditName },
  ): Promise<void> {
    await this.audit.record(tx, { ...entry, on: { type: 'invitation', id }, workspaceId });
    const people = await this.rows.accountsOf(tx, emailKey);
    await this.changes.tell(tx, { workspaceId, kind: 'invitation', id, version: version + 1, people });
  }

  private async accountOf(tx: EntityManager, userId: string): Promise<{ email: string; emailKey: string }> {
    const [account]: { email: string; emailKey: string }[] = await tx.query(
      'SELECT email, email_key AS "emailKey" FROM auth_user WHERE id = $1',
      [userId],
    );
    if (!account) throw new Error('the account of a caller is gone');
    return account;
  }

  /** Says what the page offers to mend: whom it was sent to, masked, and who they are. */
  private wrongAccount({ email }: StoredInvitation, own: string): Refusal {
    return new Refusal(workspaceProblems.invitationWrongAccount, {
      extra: { sentTo: this.users.masked(email), signedInAs: own },
    });
  }

  private async placeOf({ workspaceId, invitedBy }: StoredInvitation): Promise<Place> {
    const [place]: Place[] = await this.dataSource.query(
      `SELECT w.name, u.name AS inviter, w.deleted_at IS NOT NULL AS deleted, w.suspended_at IS NOT NULL AS suspended,
              w.seat_limit IS NOT NULL AND w.member_count >= w.seat_limit AS full
       FROM workspace w, auth_user u WHERE w.id = $1 AND u.id = $2`,
      [workspaceId, invitedBy],
    );
    if (!place) throw new Refusal(workspaceProblems.invitationNotFound);
    return place;
  }
}

function shownState({ state }: StoredInvitation, { deleted, suspended, full }: Place): InvitationPreview['state'] {
  if (state !== 'pending') return state;
  if (deleted) return 'revoked';
  if (suspended) return 'suspended';
  return full ? 'full' : 'pending';
}

/** With its workspace deleted, an invitation leads nowhere; that there was one is no news to who was invited. */
function goneWithWorkspace(error: unknown): never {
  if (error instanceof Refusal && error.problem === workspaceProblems.notFound) {
    throw new Refusal(workspaceProblems.invitationRevoked);
  }
  throw error;
}
