/** Any error on the way of a backup or a restore, as a stable code and a sentence without secrets. */

import type { BackupFailure } from '../names.js';
import { RowsMissing } from './export/copy-rows.js';
import { UndeclaredTable } from './export/declared-tables.js';
import { DamagedBlock } from './format/seal.js';
import { UnsoundManifest, UnsoundSegment } from './format/unsound.js';
import { KeyMissing, KeyWrong } from './key/key-ring.js';
import { TargetFailure } from './target/backup-target.js';

/** A failure that already knows its code. */
export class BackupError extends Error {
  constructor(
    readonly code: BackupFailure,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export interface Failure {
  readonly code: BackupFailure;
  readonly message: string;
}

const LOST_CONNECTION = /^(08|57P0)/;
const SOCKET = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);

export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  const as = (code: BackupFailure): Failure => ({ code, message });
  if (error instanceof BackupError) return as(error.code);
  if (error instanceof UndeclaredTable) return as('table_undeclared');
  if (error instanceof RowsMissing) return as('rows_missing');
  if (error instanceof KeyMissing) return as('key_missing');
  if (error instanceof KeyWrong) return as('key_wrong');
  if (error instanceof DamagedBlock) return as('corrupt_block');
  if (error instanceof UnsoundSegment) return as('corrupt_index');
  if (error instanceof UnsoundManifest) return as('corrupt_manifest');
  if (error instanceof TargetFailure) {
    return as(error.code === 'exists' || error.code === 'locked' ? 'target_denied' : error.code);
  }
  const { code = '' } = error as { code?: string };
  if (
    LOST_CONNECTION.test(code) ||
    SOCKET.has(code) ||
    /Connection terminated|connection timeout|not queryable/i.test(message)
  ) {
    return { code: 'database_lost', message: 'The connection to the database was lost.' };
  }
  return { code: 'internal', message: 'Something unexpected happened; the log of the server tells more.' };
}

/** What was read is not what was written: the backup is no good, and trying again changes nothing. */
export function isCorruption({ code }: Failure): boolean {
  return ['corrupt_block', 'corrupt_index', 'corrupt_manifest', 'truncated', 'rows_missing', 'base_missing'].includes(
    code,
  );
}
