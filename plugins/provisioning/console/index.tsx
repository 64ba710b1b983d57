import BoardIcon from '@mui/icons-material/ConstructionOutlined';
import StoreIcon from '@mui/icons-material/StorageOutlined';
import { defineConsolePlugin } from '@purser/kit/console/plugin';
import { StatCard } from '@purser/kit/console/ui/StatCard';
import { provisioningPermissions } from '../names.js';
import { BoardPage } from './board/BoardPage.js';
import { StoreList } from './stores/StoreList.js';
import { StoreShow } from './stores/StoreShow.js';
import { WorkspaceStore } from './stores/WorkspaceStore.js';

const needs = provisioningPermissions.read.name;

export const provisioning = defineConsolePlugin({
  name: 'provisioning',
  pages: [
    { path: '/provisioning', label: 'Provisioning', icon: BoardIcon, group: 'stores', needs, component: BoardPage },
  ],
  resources: [
    {
      name: 'stores',
      label: 'Stores',
      icon: StoreIcon,
      group: 'stores',
      needs,
      list: StoreList,
      show: StoreShow,
      recordRepresentation: 'id',
    },
  ],
  cards: [
    {
      key: 'active',
      needs,
      component: () => <StatCard label="Active stores" resource="stores" filter={{ phase: 'active' }} />,
    },
    {
      key: 'failed',
      needs,
      component: () => <StatCard label="Failed stores" resource="stores" filter={{ phase: 'failed' }} alarming />,
    },
  ],
  tabs: [{ on: 'workspaces', label: 'Store', path: 'store', needs, component: WorkspaceStore }],
});
