import type { HouseSettings } from '@purser/kit/backend/settings';
import { HostCookie } from '../session/host-cookie.js';

/** Holds the sealed sign-up of a browser until its address is proven. */
export class SignUpCookie extends HostCookie {
  constructor(settings: Pick<HouseSettings, 'publicUrl' | 'consoleUrl'>) {
    super('purser-sign-up', 'portal', settings);
  }
}
