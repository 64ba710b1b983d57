import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { type BlockPlace, boundTo, HEADER_BYTES, nonceOf, TAG_BYTES } from './layout.js';

const CIPHER = 'aes-256-gcm';

export interface DataKey {
  /** 32 bytes, of this backup alone. */
  readonly key: Buffer;
  /** The random beginning of its nonces. */
  readonly prefix: Buffer;
}

/** A block as it lies in the archive: these one after the other. */
export function sealBlock({ key, prefix }: DataKey, place: BlockPlace, codec: number, packed: Buffer): Buffer[] {
  const cipher = createCipheriv(CIPHER, key, nonceOf(prefix, place));
  cipher.setAAD(boundTo(place, codec));
  const sealed = cipher.update(packed);
  cipher.final();
  const header = Buffer.allocUnsafe(HEADER_BYTES);
  header.writeUInt8(codec, 0);
  header.writeUInt32BE(sealed.length + TAG_BYTES, 1);
  return [header, sealed, cipher.getAuthTag()];
}

/** Throws {@link DamagedBlock} when one bit of it, or its place, is another than when it was written. */
export function openBlock(
  { key, prefix }: DataKey,
  place: BlockPlace,
  block: Buffer,
): { codec: number; packed: Buffer } {
  if (block.length < HEADER_BYTES + TAG_BYTES || block.readUInt32BE(1) !== block.length - HEADER_BYTES) {
    throw new DamagedBlock(place);
  }
  const codec = block.readUInt8(0);
  const decipher = createDecipheriv(CIPHER, key, nonceOf(prefix, place), { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(place, codec));
  decipher.setAuthTag(block.subarray(block.length - TAG_BYTES));
  const packed = decipher.update(block.subarray(HEADER_BYTES, block.length - TAG_BYTES));
  try {
    decipher.final();
  } catch {
    throw new DamagedBlock(place);
  }
  return { codec, packed };
}

export class DamagedBlock extends Error {
  constructor({ segment, counter }: BlockPlace) {
    super(`Block ${counter} of segment ${segment} is not what was written.`);
    this.name = 'DamagedBlock';
  }
}

export function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
