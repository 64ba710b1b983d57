/**
 * The keys that wrap the data keys of backups: `BACKUP_KEYS=id:base64,…`. The first wraps new ones, all unwrap. A key
 * that is given and cannot be used refuses to start (SECURITY 30).
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { PREFIX_BYTES } from '../format/layout.js';
import type { Manifest } from '../format/manifest.js';
import type { DataKey } from '../format/seal.js';

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What is wrong with this value of `BACKUP_KEYS`, or null. Says nothing of the keys themselves. */
export function keyRingFault(value: string): string | null {
  const seen = new Set<string>();
  for (const entry of value.split(',')) {
    const [id = '', text = '', ...more] = entry.trim().split(':');
    if (!/^[A-Za-z0-9_-]{1,40}$/.test(id) || more.length > 0) {
      return 'has to be id:base64, several by commas, with ids of letters, digits, - and _';
    }
    if (seen.has(id)) return `names the key "${id}" twice`;
    seen.add(id);
    const key = Buffer.from(text, 'base64');
    if (key.length !== KEY_BYTES || key.toString('base64').replace(/=+$/, '') !== text.replace(/=+$/, '')) {
      return `holds a key "${id}" that is not 32 bytes in base64`;
    }
  }
  return null;
}

/** No key of the ring has the id that wrapped this backup's. */
export class KeyMissing extends Error {
  constructor(readonly keyId: string) {
    super(`The key "${keyId}" of this backup is not in BACKUP_KEYS.`);
  }
}

/** The key of that id is another one than the one that wrapped it. */
export class KeyWrong extends Error {
  constructor(readonly keyId: string) {
    super(`The key "${keyId}" in BACKUP_KEYS does not open this backup.`);
  }
}

export class KeyRing {
  private readonly keys: ReadonlyMap<string, Buffer>;
  /** Wraps new ones. */
  readonly currentId: string;

  constructor(value: string) {
    const fault = keyRingFault(value);
    if (fault) throw new Error(`BACKUP_KEYS ${fault}.`);
    const entries = value.split(',').map((entry) => {
      const [id = '', text = ''] = entry.trim().split(':');
      return [id, Buffer.from(text, 'base64')] as const;
    });
    this.keys = new Map(entries);
    this.currentId = entries[0]?.[0] ?? '';
  }

  get ids(): string[] {
    return [...this.keys.keys()];
  }

  newDataKey(): DataKey {
    return { key: randomBytes(KEY_BYTES), prefix: randomBytes(PREFIX_BYTES) };
  }

  wrap(backupId: string, { key }: DataKey): Manifest['key'] {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.get(this.currentId), nonce);
    cipher.setAAD(Buffer.from(`${backupId}|${this.currentId}`));
    const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
    return { id: this.currentId, wrapped: Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64') };
  }

  /** Throws {@link KeyMissing} or {@link KeyWrong}. */
  unwrap({ id, key, noncePrefix }: Pick<Manifest, 'id' | 'key' | 'noncePrefix'>): DataKey {
    const wrapped = Buffer.from(key.wrapped, 'base64');
    const tagAt = wrapped.length - TAG_BYTES;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.get(key.id), wrapped.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(`${id}|${key.id}`));
      decipher.setAuthTag(wrapped.subarray(tagAt));
      const opened = Buffer.concat([decipher.update(wrapped.subarray(NONCE_BYTES, tagAt)), decipher.final()]);
      return { key: opened, prefix: Buffer.from(noncePrefix, 'hex') };
    } catch (error) {
      if (error instanceof KeyMissing) throw error;
      throw new KeyWrong(key.id);
    }
  }

  /** For other things than backups: a secret per key, that of new ones first. */
  derived(what: string): [Buffer, ...Buffer[]] {
    const [first, ...others] = this.ids.map((id) => derive(this.get(id), what));
    return [first as Buffer, ...others];
  }

  private get(id: string): Buffer {
    const key = this.keys.get(id);
    if (!key) throw new KeyMissing(id);
    return key;
  }
}

/** The key that signs the manifest of the backup with this data key. */
export function signingKeyOf({ key }: DataKey): Buffer {
  return derive(key, 'purser backup manifest');
}

function derive(key: Buffer, what: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), what, KEY_BYTES));
}
