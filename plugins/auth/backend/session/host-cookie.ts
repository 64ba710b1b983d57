import type { HouseSettings } from '@purser/kit/backend/settings';
import type { Request, Response } from 'express';
import type { SessionAudience } from './refresh-token.js';

/** A cookie that only this host reads and no script: HttpOnly, SameSite=Strict, Secure, Path=/ (SECURITY 12). */
export class HostCookie {
  private readonly name: string;
  private readonly secure: boolean;

  constructor(name: string, audience: SessionAudience, settings: Pick<HouseSettings, 'publicUrl' | 'consoleUrl'>) {
    const url = new URL(audience === 'console' ? settings.consoleUrl : settings.publicUrl);
    // Browsers refuse `__Host-` cookies on plain http; only the machine itself may be reached that way.
    const plain = url.protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
    this.secure = !plain;
    this.name = plain ? name : `__Host-${name}`;
  }

  read(request: Request): string | undefined {
    for (const pair of request.headers.cookie?.split(';') ?? []) {
      const [name, value] = pair.split('=', 2);
      if (name?.trim() === this.name && value) return value.trim();
    }
    return undefined;
  }

  write(response: Response, value: string, expires: Date, now: Date): void {
    // Whole seconds, as the header has them; the server itself knows the end.
    const seconds = Math.ceil((expires.getTime() - now.getTime()) / 1000);
    response.cookie(this.name, value, { ...this.attributes, maxAge: seconds * 1000 });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.attributes);
  }

  private get attributes() {
    return { httpOnly: true, secure: this.secure, sameSite: 'strict', path: '/' } as const;
  }
}
