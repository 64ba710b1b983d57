import type { HouseSettings } from '@purser/kit/backend/settings';
import { HostCookie } from '../session/host-cookie.js';
import type { SessionAudience } from '../session/refresh-token.js';

const NAMES: Readonly<Record<SessionAudience, string>> = { portal: 'purser-device', console: 'purser-console-device' };

/** Tells a device on which somebody signed in before. Signs nobody in, and stays when they sign out. */
export class DeviceCookie extends HostCookie {
  constructor(audience: SessionAudience, settings: Pick<HouseSettings, 'publicUrl' | 'consoleUrl'>) {
    super(NAMES[audience], audience, settings);
  }
}
