import type { Readable } from 'node:stream';
import type { BucketOptions } from '../backup.options.js';

export interface StoredObject {
  readonly key: string;
  readonly bytes: number;
  /** Of this very content; undefined where the target has none. */
  readonly etag?: string;
  readonly modifiedAt?: Date;
}

/** What a target was found to do when it was tried out. */
export interface TargetFacts {
  /** A second write under a key is refused. */
  readonly conditionalWrites: boolean;
  readonly detail: string;
}

export interface BucketTuning {
  /** R2 wants all parts but the last of one size; S3 wants at least 5 MiB. */
  readonly partBytes: number;
  readonly connectMs: number;
  readonly requestMs: number;
  /** Between two tries. */
  readonly pauseMs: number;
}

/** By which another process opens the same target; credentials included. */
export type TargetAddress =
  | { readonly kind: 'folder'; readonly place: string }
  | { readonly kind: 'bucket'; readonly options: BucketOptions; readonly tuning?: BucketTuning };

/** Where archives and manifests lie. Every failure is a {@link TargetFailure}. */
export interface BackupTarget {
  /** Stands in rows and metrics, e.g. `local` or `s3`. */
  readonly name: string;
  /** For people: the folder, or endpoint and bucket. Without credentials. */
  readonly place: string;
  readonly address: TargetAddress;
  /** Writes, reads and removes something small. Throws when one of it is refused. */
  probe(): Promise<TargetFacts>;
  /** All of the stream, or nothing: what is begun and does not end leaves nothing that can be read. */
  write(key: string, body: Readable, signal: AbortSignal): Promise<StoredObject>;
  /** Throws `exists` when there is something under this key. */
  writeNew(key: string, body: Buffer): Promise<StoredObject>;
  head(key: string): Promise<StoredObject | null>;
  /** Exactly these bytes. */
  read(key: string, offset: number, length: number): Promise<Buffer>;
  /** The whole of it, for people. */
  stream(key: string): Promise<Readable>;
  list(prefix: string): AsyncIterable<StoredObject>;
  /** What is not there is no failure. Throws `locked` where the target keeps it for a while. */
  remove(keys: readonly string[]): Promise<void>;
  /** Removes what writes under this prefix that never ended have left. */
  cleanUp(prefix: string): Promise<void>;
}

export type TargetFailureCode =
  | 'exists'
  | 'not_found'
  | 'truncated'
  | 'target_full'
  | 'target_denied'
  | 'target_missing'
  | 'target_unreachable'
  | 'locked';

export class TargetFailure extends Error {
  constructor(
    readonly code: TargetFailureCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.name = 'TargetFailure';
  }
}
