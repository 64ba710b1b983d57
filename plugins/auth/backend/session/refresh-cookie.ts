import type { HouseSettings } from '@purser/kit/backend/settings';
import { HostCookie } from './host-cookie.js';
import type { SessionAudience } from './refresh-token.js';

const NAMES: Readonly<Record<SessionAudience, string>> = { portal: 'purser-session', console: 'purser-console' };

/** Holds the refresh token of a browser's session. */
export class RefreshCookie extends HostCookie {
  constructor(audience: SessionAudience, settings: Pick<HouseSettings, 'publicUrl' | 'consoleUrl'>) {
    super(NAMES[audience], audience, settings);
  }
}
