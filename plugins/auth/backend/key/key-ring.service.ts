import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { Signals } from '@purser/kit/backend/signals';
import type { AuthOptions } from '../auth.options.js';
import { type PublicJwk, parseSigningKeys, type SigningKey } from './signing-key.js';
import { StoredKeys } from './stored-keys.service.js';

export const KEYS_CHANGED = 'auth_keys_changed';

/** Between two looks at the database because of a key id nobody here knows: strangers can invent those. */
const LOOK_AGAIN_MS = 1_000;

/** The keys this house signs and verifies with. */
@Injectable()
export class KeyRing implements OnModuleInit, OnModuleDestroy {
  private keys: Promise<readonly SigningKey[]> | undefined;
  private lookedAt = 0;
  private unsubscribe: (() => void) | undefined;
  private readonly configured: readonly SigningKey[] | undefined;

  constructor(
    @Inject(optionsOf('auth')) private readonly options: AuthOptions,
    settings: HouseSettings,
    private readonly stored: StoredKeys,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {
    if (options.signingKeys) this.configured = parseSigningKeys(options.signingKeys);
    else if (settings.mode === 'production') {
      throw new Error('auth needs SIGNING_KEYS in production; `pnpm purser secrets` prints a value for it.');
    }
  }

  onModuleInit(): void {
    const forget = () => {
      this.keys = undefined;
    };
    this.unsubscribe = this.signals.subscribe(KEYS_CHANGED, forget, forget);
  }

  onModuleDestroy(): void {
    this.unsubscribe?.();
  }

  /** True when the keys are given by SIGNING_KEYS: then they are rotated there. */
  get isConfigured(): boolean {
    return this.configured !== undefined;
  }

  /** Seconds a key goes on verifying after it stopped signing: longer than any token or code made with it. */
  get overlapSeconds(): number {
    return Math.max(this.options.accessSeconds, this.options.confirm.codeSeconds) + 120;
  }

  async all(): Promise<readonly SigningKey[]> {
    if (this.configured) return this.configured;
    this.keys ??= this.load();
    const now = this.clock.now();
    return (await this.keys).filter((key) => !key.retiresAt || key.retiresAt > now);
  }

  async signing(): Promise<SigningKey> {
    const [first] = await this.all();
    if (!first) throw new Error('auth has no signing key');
    return first;
  }

  async find(kid: string): Promise<SigningKey | undefined> {
    const known = (await this.all()).find((key) => key.kid === kid);
    if (known || this.configured || performance.now() - this.lookedAt < LOOK_AGAIN_MS) return known;
    // Another process may have rotated a moment ago.
    this.keys = this.load();
    return (await this.all()).find((key) => key.kid === kid);
  }

  async publicJwks(): Promise<PublicJwk[]> {
    return (await this.all()).map((key) => key.publicJwk);
  }

  private load(): Promise<readonly SigningKey[]> {
    this.lookedAt = performance.now();
    const keys = this.stored.all();
    keys.catch(() => {
      if (this.keys === keys) this.keys = undefined;
    });
    return keys;
  }
}
