import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { AuthOptions } from '../auth.options.js';
import { HouseSecret } from '../key/house-secret.service.js';

/** What somebody signed up with, as the browser that did it keeps it until the address is proven. */
export interface SignUpTicket {
  /** Stays the same when the address is corrected. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: 'en' | 'de';
  readonly passwordHash: string;
  readonly invitation?: string;
  /** Addresses that were corrected, oldest first. */
  readonly mistyped?: readonly string[];
  /** A program that fell into the trap holds it: it does nothing. */
  readonly isTrap?: boolean;
}

interface Sealed extends SignUpTicket {
  readonly until: number;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a sign-up for the cookie of its browser (AES-256-GCM under a key of this house), so that only that browser can
 * correct the address. Everybody gets one, whether the address was known or not, and nothing of it is kept here.
 */
@Injectable()
export class SignUpTickets {
  constructor(
    private readonly secret: HouseSecret,
    private readonly clock: Clock,
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
  ) {}

  /** As long as the link of the mail works. */
  get expires(): Date {
    return new Date(this.clock.now().getTime() + this.options.confirm.linkSeconds * 1000);
  }

  async seal(ticket: SignUpTicket): Promise<string> {
    const sealed: Sealed = { ...ticket, until: this.expires.getTime() };
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, await this.key(), iv);
    const text = Buffer.concat([cipher.update(JSON.stringify(sealed), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64url');
  }

  /** Undefined when it is not one of ours, or too old. */
  async open(wire: string | undefined): Promise<SignUpTicket | undefined> {
    const sealed = await this.unseal(wire);
    return sealed && sealed.until > this.clock.now().getTime() ? sealed : undefined;
  }

  /** Also one that is too old: what was accepted once may wait. */
  async unseal(wire: string | undefined): Promise<Sealed | undefined> {
    const bytes = Buffer.from(wire ?? '', 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv(CIPHER, await this.key(), bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
      return JSON.parse(text.toString('utf8')) as Sealed;
    } catch {
      // Forged, or sealed by a house with another key.
      return undefined;
    }
  }

  private async key(): Promise<Buffer> {
    return Buffer.from(hkdfSync('sha256', await this.secret.read(), '', 'auth.sign-up-ticket', 32));
  }
}
