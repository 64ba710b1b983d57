import { Inject, Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { RateLimits } from '@purser/kit/backend/limits';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { WorkspaceAuditName } from '@purser/kit/names';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { UserDirectory } from '../../../auth/backend/user/user-directory.service.js';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import { type InviteBody, type Role, reaches } from '../../records.js';
import { WorkspaceChanges } from '../change/workspace-changes.service.js';
import { aboveOwn } from '../membership/member-changes.service.js';
import { type Act, Memberships } from '../membership/memberships.service.js';
import { transact } from '../transact.js';
import { type LockedWorkspace, lockFor, lockWorkspace } from '../workspace/locked-workspace.js';
import type { WorkspaceOptions } from '../workspace.options.js';
import { InvitationMail } from './invitation-mail.service.js';
import { InvitationRows, type StoredInvitation } from './invitation-rows.service.js';
import { newToken } from './invitation-token.js';

export interface InvitationAct {
  readonly workspaceId: string;
  readonly invitationId: string;
  readonly version: number;
  readonly by: CustomerCaller;
  readonly origin: Origin;
}

/** What goes back to the inviter once: the link to copy. */
export interface Sent {
  readonly invitationId: string;
  readonly link: string;
}

/** Inviting, inviting again and taking it back. */
@Injectable()
export class Invitations {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UserDirectory,
    private readonly memberships: Memberships,
    private readonly rows: InvitationRows,
    private readonly mail: InvitationMail,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly changes: WorkspaceChanges,
    @Inject(optionsOf('workspace')) private readonly options: WorkspaceOptions,
  ) {}

  /** Refuses with `already_member`, `invitation_pending`, `seat_limit`, `forbidden` above the own role, 429. */
  async invite(workspaceId: string, invited: InviteBody, by: CustomerCaller, origin: Origin): Promise<Sent> {
    await this.memberships.require(workspaceId, by.userId, 'invite');
    await this.limit(by.userId);
    const correspondents = await this.mail.correspondents(by.userId, invited.email);
    const [mailed, copied] = [newToken(), newToken()];
    const invitationId = uuidv7();
    await transact(this.dataSource, async (tx) => {
      const workspace = await lockFor(tx, workspaceId, by.userId, 'invite');
      if (!reaches(workspace.role, invited.role)) throw aboveOwn();
      await this.refuseNeedless(tx, workspace, this.users.keyOf(invited.email));
      const hashes = { mailed: mailed.hash, copied: copied.hash };
      await this.rows.insert(tx, { id: invitationId, workspaceId, invitedBy: by.userId, ...invited, hashes });
      const after = { email: this.users.masked(invited.email), role: invited.role };
      await this.tell(
        tx,
        workspaceAudit.invited,
        { workspaceId, id: invitationId, version: 1, ...invited },
        { by, origin },
        after,
      );
      if (invited.mail) {
        const { email, role, message = null } = invited;
        const letter = { invitationId, sent: 1, email, workspace: workspace.name, role, message, token: mailed.token };
        await this.mail.queue(tx, letter, correspondents);
      }
    });
    return { invitationId, link: this.mail.linkOf(copied.token) };
  }

  /** New tokens and seven new days; what was sent before stops working. Also for one that has expired. */
  async resend({ workspaceId, invitationId, version, by, origin }: InvitationAct): Promise<Sent> {
    await this.memberships.require(workspaceId, by.userId, 'invite');
    await this.limit(by.userId);
    return await this.renew(workspaceId, invitationId, { by, origin }, async (tx) => {
      const workspace = await lockFor(tx, workspaceId, by.userId, 'invite');
      return { workspace, invitation: await this.within(tx, workspace, invitationId, version) };
    });
  }

  async resendFor(workspaceId: string, invitationId: string, act: Act): Promise<void> {
    await this.renew(workspaceId, invitationId, act, async (tx) => {
      const workspace = await lockWorkspace(tx, workspaceId);
      return { workspace, invitation: await this.rows.lock(tx, workspaceId, invitationId) };
    });
  }

  async revoke({ workspaceId, invitationId, version, by, origin }: InvitationAct): Promise<void> {
    await transact(this.dataSource, async (tx) => {
      const workspace = await lockFor(tx, workspaceId, by.userId, 'invite');
      await this.close(tx, await this.within(tx, workspace, invitationId, version), { by, origin });
    });
  }

  async revokeFor(tx: EntityManager, workspaceId: string, invitationId: string, act: Act): Promise<void> {
    await lockWorkspace(tx, workspaceId);
    await this.close(tx, await this.rows.lock(tx, workspaceId, invitationId), act);
  }

  private async renew(
    workspaceId: string,
    invitationId: string,
    act: Act,
    open: (tx: EntityManager) => Promise<{ workspace: LockedWorkspace; invitation: StoredInvitation }>,
  ): Promise<Sent> {
    const { email, invitedBy } = await this.rows.find(workspaceId, invitationId);
    const correspondents = await this.mail.correspondents(invitedBy, email);
    const [mailed, copied] = [newToken(), newToken()];
    await transact(this.dataSource, async (tx) => {
      const { workspace, invitation } = await open(tx);
      this.rows.refuseAnswered(invitation, ['pending', 'expired']);
      const waits = this.options.resendSeconds - (this.clock.now().getTime() - invitation.sentAt.getTime()) / 1000;
      if (waits > 0) throw new Refusal(houseProblems.tooManyRequests, { retryAfter: waits });
      await this.refuseNeedless(tx, workspace, invitation.emailKey, invitationId);
      await this.rows.renew(tx, invitation, { mailed: mailed.hash, copied: copied.hash });
      const changed = { ...invitation, version: invitation.version + 1 };
      await this.tell(tx, workspaceAudit.invitationResent, changed, act, { email: this.users.masked(email) });
      const letter = { ...invitation, invitationId, sent: invitation.sent + 1, workspace: workspace.name };
      await this.mail.queue(tx, { ...letter, token: mailed.token }, correspondents);
    });
    return { invitationId, link: this.mail.linkOf(copied.token) };
  }

  private async close(tx: EntityManager, invitation: StoredInvitation, act: Act): Promise<void> {
    this.rows.refuseAnswered(invitation, ['pending', 'expired']);
    await this.rows.answer(tx, invitation, 'revoked', null);
    const changed = { ...invitation, version: invitation.version + 1 };
    const email = this.users.masked(invitation.email);
    await this.tell(tx, workspaceAudit.invitationRevoked, changed, act, { email, role: invitation.role });
  }

  /** One that this member may touch, on the version they have seen. */
  private async within(
    tx: EntityManager,
    { id, role }: LockedWorkspace & { role: Role },
    invitationId: string,
    version: number,
  ): Promise<StoredInvitation> {
    const invitation = await this.rows.lock(tx, id, invitationId);
    if (!reaches(role, invitation.role)) throw aboveOwn();
    if (invitation.version !== version) throw new Refusal(houseProblems.stale);
    return invitation;
  }

  private async refuseNeedless(
    tx: EntityManager,
    { id, seat_limit, member_count }: LockedWorkspace,
    emailKey: string,
    except?: string,
  ): Promise<void> {
    if (await this.rows.isMember(tx, id, emailKey)) throw new Refusal(workspaceProblems.alreadyMember);
    if (await this.rows.waits(tx, id, emailKey, except)) throw new Refusal(workspaceProblems.invitationPending);
    if (seat_limit !== null && member_count >= seat_limit) throw new Refusal(workspaceProblems.seatLimit);
  }

  private async tell(
    tx: EntityManager,
    what: WorkspaceAuditName,
    invitation: { workspaceId: string; id: string; version: number; email: string },
    act: Act,
    after: Record<string, unknown>,
  ): Promise<void> {
    const { workspaceId, id, version, email } = invitation;
    await this.audit.record(tx, { what, on: { type: 'invitation', id }, workspaceId, ...act, after });
    const people = await this.rows.accountsOf(tx, this.users.keyOf(email));
    await this.changes.tell(tx, { workspaceId, kind: 'invitation', id, version, people });
  }

  private limit(inviter: string): Promise<void> {
    return this.limits.consume('workspace.invitations', inviter, {
      points: this.options.invitationsPerHour,
      seconds: 3600,
    });
  }
}
