import { Module } from '@nestjs/common';
import { AuthModule } from '../../auth/backend/auth.module.js';
import { InvitationsConsoleController } from './invitation/invitations-console.controller.js';
import { MemberDirectory } from './membership/member-directory.service.js';
import { MembershipSectionProvider } from './membership/membership-section.provider.js';
import { Memberships } from './membership/memberships.service.js';
import { MembershipsConsoleController } from './membership/memberships-console.controller.js';
import { GiveDemoWorkspace } from './workspace/demo-workspace.listener.js';
import { WorkspacesController } from './workspace/workspaces.controller.js';
import { Workspaces } from './workspace/workspaces.service.js';
import { WorkspacesConsoleController } from './workspace/workspaces-console.controller.js';

@Module({
  imports: [AuthModule],
  controllers: [
    WorkspacesController,
    WorkspacesConsoleController,
    MembershipsConsoleController,
    InvitationsConsoleController,
  ],
  providers: [Workspaces, Memberships, MemberDirectory, MembershipSectionProvider, GiveDemoWorkspace],
  exports: [Memberships, Workspaces],
})
export class WorkspaceModule {}
