import SuppressionIcon from '@mui/icons-material/BlockOutlined';
import TemplateIcon from '@mui/icons-material/DraftsOutlined';
import PluginIcon from '@mui/icons-material/ExtensionOutlined';
import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import FlagIcon from '@mui/icons-material/FlagOutlined';
import MailIcon from '@mui/icons-material/MailOutlined';
import HealthIcon from '@mui/icons-material/MonitorHeartOutlined';
import DeliveryIcon from '@mui/icons-material/OutboxOutlined';
import JobIcon from '@mui/icons-material/PendingActionsOutlined';
import OverviewIcon from '@mui/icons-material/QueryStatsOutlined';
import ScheduleIcon from '@mui/icons-material/ScheduleOutlined';
import WebhookIcon from '@mui/icons-material/WebhookOutlined';
import { defineConsolePlugin } from '@purser/kit/console/plugin';
import { AuditList } from './AuditList.js';
import { AuditShow } from './AuditShow.js';
import { FailedJobsCard, MailCard } from './cards.js';
import { FlagList } from './FlagList.js';
import { HealthPage } from './HealthPage.js';
import { JobList } from './JobList.js';
import { JobShow } from './JobShow.js';
import { MailList } from './mail/MailList.js';
import { MailOverview } from './mail/MailOverview.js';
import { MailShow } from './mail/MailShow.js';
import { MailTemplateList } from './mail/MailTemplateList.js';
import { MailTemplateShow } from './mail/MailTemplateShow.js';
import { SuppressionCreate } from './mail/SuppressionCreate.js';
import { SuppressionList } from './mail/SuppressionList.js';
import { PluginList } from './PluginList.js';
import { ScheduleList } from './ScheduleList.js';
import { WorkspaceAudit } from './WorkspaceAudit.js';
import { DeliveryList } from './webhooks/DeliveryList.js';
import { DeliveryShow } from './webhooks/DeliveryShow.js';
import { WebhookCreate } from './webhooks/WebhookCreate.js';
import { WebhookEdit } from './webhooks/WebhookEdit.js';
import { WebhookList } from './webhooks/WebhookList.js';
import { WebhookShow } from './webhooks/WebhookShow.js';

/** What the house's own machines show: mail, jobs, audit, flags, plugins, health. */
export const house = defineConsolePlugin({
  name: 'house',
  resources: [
    {
      name: 'mails',
      label: 'Mail',
      icon: MailIcon,
      group: 'operations',
      needs: 'house.read-mails',
      list: MailList,
      show: MailShow,
    },
    {
      name: 'mail-templates',
      label: 'Mail templates',
      icon: TemplateIcon,
      group: 'operations',
      needs: 'house.read-mail-templates',
      list: MailTemplateList,
      show: MailTemplateShow,
    },
    {
      name: 'suppressions',
      label: 'Suppression list',
      icon: SuppressionIcon,
      group: 'operations',
      needs: 'house.read-mails',
      list: SuppressionList,
      create: SuppressionCreate,
      recordRepresentation: 'address',
    },
    {
      name: 'jobs',
      label: 'Jobs',
      icon: JobIcon,
      group: 'operations',
      needs: 'house.read-jobs',
      list: JobList,
      show: JobShow,
    },
    {
      name: 'job-kinds',
      label: 'Schedules',
      icon: ScheduleIcon,
      group: 'operations',
      needs: 'house.read-jobs',
      list: ScheduleList,
    },
    {
      name: 'audit',
      label: 'Audit',
      icon: AuditIcon,
      group: 'operations',
      needs: 'house.read-audit',
      list: AuditList,
      show: AuditShow,
    },
    {
      name: 'webhooks',
      label: 'Webhooks',
      icon: WebhookIcon,
      group: 'operations',
      needs: 'house.read-webhooks',
      list: WebhookList,
      show: WebhookShow,
      create: WebhookCreate,
      edit: WebhookEdit,
      recordRepresentation: 'url',
    },
    {
      name: 'webhook-deliveries',
      label: 'Deliveries',
      icon: DeliveryIcon,
      group: 'operations',
      needs: 'house.read-webhooks',
      list: DeliveryList,
      show: DeliveryShow,
    },
    { name: 'flags', label: 'Flags', icon: FlagIcon, group: 'house', needs: 'house.read-flags', list: FlagList },
    {
      name: 'plugins',
      label: 'Plugins',
      icon: PluginIcon,
      group: 'house',
      needs: 'house.read-plugins',
      list: PluginList,
    },
  ],
  pages: [
    {
      path: '/mail-overview',
      label: 'Mail overview',
      icon: OverviewIcon,
      group: 'operations',
      component: MailOverview,
      needs: 'house.read-mails',
    },
    {
      path: '/health',
      label: 'Health',
      icon: HealthIcon,
      group: 'house',
      component: HealthPage,
      needs: 'house.read-plugins',
    },
  ],
  tabs: [{ on: 'workspaces', label: 'Audit', path: 'audit', needs: 'house.read-audit', component: WorkspaceAudit }],
  cards: [
    { key: 'mail', needs: 'house.read-mails', component: MailCard },
    { key: 'failed-jobs', needs: 'house.read-jobs', component: FailedJobsCard },
  ],
});
