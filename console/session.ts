import { createSessionManager } from '@purser/client/session/session-manager';
import { reports } from './reports.js';

/** The operator's session; one for the whole page. */
export const session = createSessionManager({ audience: 'console', clientName: 'console', onStep: reports.onStep });
