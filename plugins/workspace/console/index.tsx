import InvitationIcon from '@mui/icons-material/ForwardToInboxOutlined';
import MembershipIcon from '@mui/icons-material/GroupOutlined';
import WorkspaceIcon from '@mui/icons-material/WorkspacesOutlined';
import { defineConsolePlugin } from '@purser/kit/console/plugin';
import { StatCard } from '@purser/kit/console/ui/StatCard';
import { workspacePermissions } from '../names.js';
import { InvitationList } from './invitations/InvitationList.js';
import { MembershipList } from './memberships/MembershipList.js';
import { UserWorkspaces } from './memberships/UserWorkspaces.js';
import { WorkspaceList } from './workspaces/WorkspaceList.js';
import { WorkspaceShow } from './workspaces/WorkspaceShow.js';

const needs = workspacePermissions.read.name;

export const workspace = defineConsolePlugin({
  name: 'workspace',
  resources: [
    {
      name: 'workspaces',
      label: 'Workspaces',
      icon: WorkspaceIcon,
      group: 'people',
      needs,
      list: WorkspaceList,
      show: WorkspaceShow,
      recordRepresentation: 'name',
    },
    { name: 'memberships', label: 'Memberships', icon: MembershipIcon, group: 'people', needs, list: MembershipList },
    { name: 'invitations', label: 'Invitations', icon: InvitationIcon, group: 'people', needs, list: InvitationList },
  ],
  cards: [{ key: 'workspaces', needs, component: () => <StatCard label="Workspaces" resource="workspaces" /> }],
  tabs: [{ on: 'users', label: 'Workspaces', path: 'workspaces', needs, component: UserWorkspaces }],
});
