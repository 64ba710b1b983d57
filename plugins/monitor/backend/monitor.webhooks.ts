import { webhook } from '@purser/kit/backend/webhooks';
import { incidentClosed, incidentOpened } from './incident/events.js';

const incident = {
  incidentId: '0198a2f0-5d5e-7c3a-9a53-2b4f60c1de20',
  kind: 'process',
  subject: 'process:web-1:3000',
} as const;

export const monitorWebhooks = [
  webhook(incidentOpened, 'Something stopped answering as it should', { ...incident, cause: 'live-delivery' }),
  webhook(incidentClosed, 'It answers again', { ...incident, seconds: 140 }),
];
