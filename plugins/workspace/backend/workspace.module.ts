import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/backend/auth.module.js';
import { ActivityController } from './activity/activity.controller.js';
import { Activity } from './activity/activity.service.js';
import { ChangeFeed } from './change/change-feed.service.js';
import { ChangeStream } from './change/change-stream.service.js';
import { ChangesController } from './change/changes.controller.js';
import { WorkspaceChanges } from './change/workspace-changes.service.js';
import { DomainFlag } from './domain/domain-flag.service.js';
import { DomainJoinController } from './domain/domain-join.controller.js';
import { DomainJoin } from './domain/domain-join.service.js';
import { DomainRecords } from './domain/domain-records.js';
import { DomainsController } from './domain/domains.controller.js';
import { Domains } from './domain/domains.service.js';
import { ExpireInvitations } from './invitation/expire-invitations.job.js';
import { InvitationAnswers } from './invitation/invitation-answers.service.js';
import { InvitationDirectory } from './invitation/invitation-directory.service.js';
import { InvitationMail } from './invitation/invitation-mail.service.js';
import { InvitationProof } from './invitation/invitation-proof.provider.js';
import { InvitationRows } from './invitation/invitation-rows.service.js';
import { InvitationsController } from './invitation/invitations.controller.js';
import { Invitations } from './invitation/invitations.service.js';
import { InvitationsConsoleController } from './invitation/invitations-console.controller.js';
import { WorkspaceInvitationsController } from './invitation/workspace-invitations.controller.js';
import { LeaveBeforeDeletion } from './membership/account-departure.listener.js';
import { AccountDeparture } from './membership/account-departure.service.js';
import { MemberChanges } from './membership/member-changes.service.js';
import { MemberDirectory } from './membership/member-directory.service.js';
import { MembersController } from './membership/members.controller.js';
import { MembershipSectionProvider } from './membership/membership-section.provider.js';
import { Memberships } from './membership/memberships.service.js';
import { MembershipsConsoleController } from './membership/memberships-console.controller.js';
import { GiveDemoWorkspace } from './workspace/demo-workspace.listener.js';
import { FollowOwner } from './workspace/follow-owner.job.js';
import { LastUsedWorkspace } from './workspace/last-used.service.js';
import { FollowOwnersName } from './workspace/owner-renamed.listener.js';
import { PurgeWorkspaces } from './workspace/purge-workspaces.job.js';
import { WorkspaceDeletionController } from './workspace/workspace-deletion.controller.js';
import { WorkspaceDeletion } from './workspace/workspace-deletion.service.js';
import { WorkspaceQuota } from './workspace/workspace-quota.service.js';
import { WorkspaceSeats } from './workspace/workspace-seats.service.js';
import { WorkspaceSuspension } from './workspace/workspace-suspension.service.js';
import { WorkspacesController } from './workspace/workspaces.controller.js';
import { Workspaces } from './workspace/workspaces.service.js';
import { WorkspacesConsoleController } from './workspace/workspaces-console.controller.js';

@Module({
  imports: [AuthModule],
  controllers: [
    ChangesController,
    WorkspaceDeletionController,
    DomainJoinController,
    DomainsController,
    WorkspacesController,
    MembersController,
    WorkspaceInvitationsController,
    ActivityController,
    InvitationsController,
    WorkspacesConsoleController,
    MembershipsConsoleController,
    InvitationsConsoleController,
  ],
  providers: [
    WorkspaceChanges,
    ChangeFeed,
    ChangeStream,
    WorkspaceQuota,
    Workspaces,
    WorkspaceDeletion,
    WorkspaceSuspension,
    LastUsedWorkspace,
    PurgeWorkspaces,
    WorkspaceSeats,
    Memberships,
    AccountDeparture,
    LeaveBeforeDeletion,
    MemberChanges,
    MemberDirectory,
    MembershipSectionProvider,
    InvitationRows,
    InvitationDirectory,
    InvitationMail,
    InvitationProof,
    Invitations,
    InvitationAnswers,
    ExpireInvitations,
    Activity,
    DomainRecords,
    DomainFlag,
    Domains,
    DomainJoin,
    GiveDemoWorkspace,
    FollowOwnersName,
    FollowOwner,
  ],
  exports: [Memberships, Workspaces],
})
export class WorkspaceModule {}
