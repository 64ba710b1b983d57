import ConnectionIcon from '@mui/icons-material/SyncAltOutlined';
import { defineConsolePlugin } from '@purser/kit/console/plugin';
import { StatCard } from '@purser/kit/console/ui/StatCard';
import { syncPermissions } from '../names.js';
import { ConnectionList } from './connections/ConnectionList.js';
import { StoreConnections, UserConnections, WorkspaceConnections } from './connections/ConnectionsOf.js';
import { StoreEvents } from './events/StoreEvents.js';

const needs = syncPermissions.readConnections.name;

export const sync = defineConsolePlugin({
  name: 'sync',
  resources: [
    {
      name: 'connections',
      label: 'Connections',
      icon: ConnectionIcon,
      group: 'stores',
      needs,
      list: ConnectionList,
    },
  ],
  cards: [{ key: 'connections', needs, component: () => <StatCard label="Live connections" resource="connections" /> }],
  tabs: [
    { on: 'users', label: 'Connections', path: 'connections', needs, component: UserConnections },
    { on: 'workspaces', label: 'Connections', path: 'connections', needs, component: WorkspaceConnections },
    { on: 'stores', label: 'Connections', path: 'connections', needs, component: StoreConnections },
    {
      on: 'stores',
      label: 'Events',
      path: 'events',
      needs: syncPermissions.readEvents.name,
      component: StoreEvents,
    },
  ],
});
