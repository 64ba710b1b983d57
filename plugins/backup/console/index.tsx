import BackupIcon from '@mui/icons-material/BackupOutlined';
import RequestIcon from '@mui/icons-material/ContactSupportOutlined';
import PolicyIcon from '@mui/icons-material/EventRepeatOutlined';
import DrillIcon from '@mui/icons-material/ScienceOutlined';
import RestoreIcon from '@mui/icons-material/SettingsBackupRestoreOutlined';
import { defineConsolePlugin } from '@purser/kit/console/plugin';
import { backupPermissions } from '../names.js';
import { BackupList } from './backups/BackupList.js';
import { BackupShow } from './backups/BackupShow.js';
import { FailedBackups } from './backups/FailedBackups.js';
import { WorkspaceBackups } from './backups/WorkspaceBackups.js';
import { NightStrip } from './nights/NightStrip.js';
import { PolicyList } from './policies/PolicyList.js';
import { PolicyCreate, PolicyEdit } from './policies/PolicyPages.js';
import { OpenRequests } from './requests/OpenRequests.js';
import { RequestList } from './requests/RequestList.js';
import { RequestShow } from './requests/RequestShow.js';
import { DrillList, RestoreList } from './restores/RestoreList.js';
import { RestoreShow } from './restores/RestoreShow.js';

const needs = backupPermissions.read.name;
const common = { group: 'stores', needs } as const;

export const backup = defineConsolePlugin({
  name: 'backup',
  resources: [
    { name: 'backups', label: 'Backups', icon: BackupIcon, ...common, list: BackupList, show: BackupShow },
    {
      name: 'policies',
      label: 'Backup policies',
      icon: PolicyIcon,
      ...common,
      list: PolicyList,
      edit: PolicyEdit,
      create: PolicyCreate,
      recordRepresentation: 'name',
    },
    {
      name: 'restore-requests',
      label: 'Requests',
      icon: RequestIcon,
      ...common,
      list: RequestList,
      show: RequestShow,
    },
    { name: 'restores', label: 'Restores', icon: RestoreIcon, ...common, list: RestoreList, show: RestoreShow },
    { name: 'drills', label: 'Drills', icon: DrillIcon, ...common, list: DrillList, show: RestoreShow },
  ],
  cards: [
    {
      key: 'nights',
      needs,
      width: 6,
      component: () => (
        <>
          <FailedBackups />
          <OpenRequests />
          <NightStrip />
        </>
      ),
    },
  ],
  tabs: [{ on: 'workspaces', label: 'Backups', path: 'backups', needs, component: WorkspaceBackups }],
});
