import MonitorIcon from '@mui/icons-material/MonitorHeartOutlined';
import IncidentIcon from '@mui/icons-material/ReportProblemOutlined';
import ProbeIcon from '@mui/icons-material/TroubleshootOutlined';
import { defineConsolePlugin } from '@purser/kit/console/plugin';
import { StatCard } from '@purser/kit/console/ui/StatCard';
import { monitorPermissions } from '../names.js';
import { IncidentList } from './incidents/IncidentList.js';
import { IncidentShow } from './incidents/IncidentShow.js';
import { BudgetCard } from './overview/BudgetCard.js';
import { MonitorPage } from './overview/MonitorPage.js';
import { ProbeList } from './probes/ProbeList.js';
import { StoreProbes } from './probes/StoreProbes.js';

const needs = monitorPermissions.read.name;
const common = { group: 'operations', needs } as const;

export const monitor = defineConsolePlugin({
  name: 'monitor',
  pages: [{ path: '/monitor', label: 'Monitoring', icon: MonitorIcon, ...common, component: MonitorPage }],
  resources: [
    { name: 'incidents', label: 'Incidents', icon: IncidentIcon, ...common, list: IncidentList, show: IncidentShow },
    { name: 'probes', label: 'Probes', icon: ProbeIcon, ...common, list: ProbeList },
  ],
  cards: [
    {
      key: 'incidents',
      needs,
      component: () => <StatCard label="Open incidents" resource="incidents" filter={{ open: true }} alarming />,
    },
    { key: 'objectives', needs, component: BudgetCard },
  ],
  tabs: [{ on: 'stores', label: 'Probes', path: 'probes', needs, component: StoreProbes }],
});
