import OperatorIcon from '@mui/icons-material/AdminPanelSettingsOutlined';
import SessionIcon from '@mui/icons-material/DevicesOutlined';
import UserIcon from '@mui/icons-material/PersonOutlined';
import { defineConsolePlugin } from '@purser/kit/console/plugin';
import { StatCard } from '@purser/kit/console/ui/StatCard';
import { authPermissions } from '../names.js';
import { FirstPassword } from './operators/FirstPassword.js';
import { OperatorCreate } from './operators/OperatorCreate.js';
import { OperatorList } from './operators/OperatorList.js';
import { SessionList } from './sessions/SessionList.js';
import { UserList } from './users/UserList.js';
import { UserShow } from './users/UserShow.js';

const readUsers = authPermissions.readUsers.name;
const readSessions = authPermissions.readSessions.name;
const readOperators = authPermissions.readOperators.name;

export const auth = defineConsolePlugin({
  name: 'auth',
  publicPages: [{ path: '/first-password', component: FirstPassword }],
  resources: [
    {
      name: 'users',
      label: 'Users',
      icon: UserIcon,
      group: 'people',
      needs: readUsers,
      list: UserList,
      show: UserShow,
      recordRepresentation: 'email',
    },
    {
      name: 'sessions',
      label: 'Sessions',
      icon: SessionIcon,
      group: 'people',
      needs: readSessions,
      list: SessionList,
    },
    {
      name: 'operators',
      label: 'Operators',
      icon: OperatorIcon,
      group: 'house',
      needs: readOperators,
      list: OperatorList,
      create: OperatorCreate,
      recordRepresentation: 'email',
    },
  ],
  cards: [
    { key: 'users', needs: readUsers, component: () => <StatCard label="Users" resource="users" /> },
    {
      key: 'sessions',
      needs: readSessions,
      component: () => <StatCard label="Active sessions" resource="sessions" filter={{ state: 'active' }} />,
    },
  ],
});
