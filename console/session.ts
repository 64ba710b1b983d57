import { createSessionManager } from '@purser/client/session/session-manager';

/** The operator's session; one for the whole page. */
export const session = createSessionManager({ audience: 'console', clientName: 'console' });
