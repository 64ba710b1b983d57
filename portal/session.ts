import { createPublicApi } from '@purser/client/http/api';
import { createSessionManager } from '@purser/client/session/session-manager';
import { reports } from './reports.js';

/** The customer's session; one for the whole page. */
export const session = createSessionManager({ audience: 'portal', clientName: 'portal', onStep: reports.onStep });

export const publicApi = createPublicApi({ clientName: 'portal' });
