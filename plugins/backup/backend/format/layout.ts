/**
 * How bytes lie in an archive (docs/backup-format.md). An archive is a line that names it, then blocks. A block is one
 * byte for its codec, four for the length of what follows (big endian), the AES-256-GCM ciphertext and its tag.
 */

export const MAGIC = Buffer.from('PURSER-BACKUP 1\n', 'latin1');
/** Bytes of text before compression that a block holds at most. */
export const BLOCK_BYTES = 1 << 20;
export const HEADER_BYTES = 5;
export const TAG_BYTES = 16;
/** Bytes of the random beginning of every nonce of one backup. */
export const PREFIX_BYTES = 3;

/** The number of the segment of all that belongs to no workspace, and of the index. Workspaces are counted from 1. */
export const INSTANCE_SEGMENT = 0;
export const INDEX_SEGMENT = 0xffff_ffff;

/** Which block this is. No two blocks of a backup have the same; so no nonce is used twice. */
export interface BlockPlace {
  readonly backupId: string;
  readonly segment: number;
  /** Position in its segment, from 0. */
  readonly counter: number;
  /** The last of its segment: one that was cut off at the edge of a block is seen. */
  readonly final: boolean;
}

/** 12 bytes: 3 random ones of the backup, the segment's number, the counter, and the final flag. */
export function nonceOf(prefix: Buffer, { segment, counter, final }: BlockPlace): Buffer {
  const nonce = Buffer.alloc(12);
  prefix.copy(nonce, 0, 0, PREFIX_BYTES);
  nonce.writeUInt32BE(segment, PREFIX_BYTES);
  nonce.writeUInt32BE(counter, PREFIX_BYTES + 4);
  nonce.writeUInt8(final ? 1 : 0, 11);
  return nonce;
}

/** Bound to the ciphertext: a block is good only in its backup, its segment, and read with its codec. */
export function boundTo({ backupId, segment }: BlockPlace, codec: number): Buffer {
  return Buffer.from(`${backupId}|${segment}|${codec}`);
}
