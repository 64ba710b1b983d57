import { listen } from '@purser/kit/backend/events';
import { definePlugin } from '@purser/kit/backend/plugin';
import { WorkspaceCreate1764000000200 } from '../../../migrations/1764000000200-workspace-create.js';
import { WorkspaceLifecycle1764000000201 } from '../../../migrations/1764000000201-workspace-lifecycle.js';
import { WorkspaceLists1764000000202 } from '../../../migrations/1764000000202-workspace-lists.js';
import { WorkspaceSearch1764000000292 } from '../../../migrations/1764000000292-workspace-search.js';
import { WorkspaceDomains1764000000293 } from '../../../migrations/1764000000293-workspace-domains.js';
import { WorkspaceSearchText1764000000294 } from '../../../migrations/1764000000294-workspace-search-text.js';
import { auth } from '../../auth/backend/auth.plugin.js';
import { accountDeleting, demoUserSeeded, userRenamed } from '../../auth/backend/events.js';
import { DOMAIN_JOIN_FLAG, workspaceAudit, workspacePermissions } from '../names.js';
import { ExpireInvitations } from './invitation/expire-invitations.job.js';
import { Invitation } from './invitation/invitation.entity.js';
import { invitationMail } from './mails/invitation.mail.js';
import { LeaveBeforeDeletion } from './membership/account-departure.listener.js';
import { Membership } from './membership/membership.entity.js';
import { GiveDemoWorkspace } from './workspace/demo-workspace.listener.js';
import { FollowOwner } from './workspace/follow-owner.job.js';
import { FollowOwnersName } from './workspace/owner-renamed.listener.js';
import { PurgeWorkspaces } from './workspace/purge-workspaces.job.js';
import { Workspace } from './workspace/workspace.entity.js';
import { workspaceBackup } from './workspace.backup.js';
import { WorkspaceModule } from './workspace.module.js';
import { workspaceOptions } from './workspace.options.js';
import { workspaceWebhooks } from './workspace.webhooks.js';

/** Where people work together: workspaces, who belongs to them, and in which role. */
export const workspace = definePlugin({
  name: 'workspace',
  worksWith: '^1.0.0',
  needs: [auth],
  options: workspaceOptions,
  module: WorkspaceModule,
  entities: [Workspace, Membership, Invitation],
  migrations: [
    WorkspaceCreate1764000000200,
    WorkspaceLifecycle1764000000201,
    WorkspaceLists1764000000202,
    WorkspaceSearch1764000000292,
    WorkspaceDomains1764000000293,
    WorkspaceSearchText1764000000294,
  ],
  permissions: workspacePermissions,
  audit: workspaceAudit,
  mails: [invitationMail],
  jobs: [
    { name: 'purge-workspaces', schedule: () => '25 * * * *', timeoutMs: 600_000, run: PurgeWorkspaces },
    { name: 'follow-owner', timeoutMs: 60_000, run: FollowOwner },
    { name: 'expire-invitations', schedule: () => '*/10 * * * *', timeoutMs: 60_000, run: ExpireInvitations },
  ],
  listens: [
    listen(demoUserSeeded, GiveDemoWorkspace),
    listen(accountDeleting, LeaveBeforeDeletion),
    listen(userRenamed, FollowOwnersName),
  ],
  flags: {
    [DOMAIN_JOIN_FLAG]: {
      default: false,
      description:
        'People with a mailbox at a domain that a workspace proved may join it. Out: on for everybody, nothing changes until an owner proves a domain. Back: take it away; who joined stays, and proven domains wait.',
    },
  },
  backup: workspaceBackup,
  webhooks: workspaceWebhooks,
});
