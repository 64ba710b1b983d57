import { createPublicApi } from '@purser/client/http/api';
import { createSessionManager } from '@purser/client/session/session-manager';

/** The customer's session; one for the whole page. */
export const session = createSessionManager({ audience: 'portal', clientName: 'portal' });

export const publicApi = createPublicApi({ clientName: 'portal' });
