import { StatCard } from '@purser/kit/console/ui/StatCard';

export const FailedJobsCard = () => (
  <StatCard label="Failed jobs" resource="jobs" filter={{ state: 'failed' }} alarming />
);
export const MailCard = () => (
  <StatCard label="Mails that failed" resource="mails" filter={{ state: 'failed' }} alarming />
);
