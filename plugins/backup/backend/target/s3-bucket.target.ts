/** A bucket that speaks S3: Amazon's, R2, MinIO. What goes wrong there, and what is done about it, is told in the README. */
import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { uuidv7 } from 'uuidv7';
import type { BucketOptions } from '../backup.options.js';
import {
  type BackupTarget,
  type BucketTuning,
  type StoredObject,
  type TargetAddress,
  type TargetFacts,
  TargetFailure,
} from './backup-target.js';
import { statusOf, told } from './s3-faults.js';

/** Memory is that of the parts in flight. */
const PARTS_IN_FLIGHT = 2;
/** 409 is not tried again by the SDK. */
const CONFLICT_TRIES = 5;
const READ_TRIES = 6;

const USUAL: BucketTuning = { partBytes: 16 << 20, connectMs: 3_000, requestMs: 60_000, pauseMs: 300 };

export class S3Bucket implements BackupTarget {
  readonly name = 's3';
  readonly place: string;
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(
    private readonly options: BucketOptions,
    private readonly onRetry: (reason: string) => void = () => undefined,
    private readonly tuning = USUAL,
  ) {
    const { endpoint, region, bucket, accessKeyId, secretAccessKey } = options;
    this.bucket = bucket;
    this.place = `${endpoint ?? region}/${bucket}`;
    this.client = new S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 8,
      requestHandler: {
        connectionTimeout: tuning.connectMs,
        requestTimeout: tuning.requestMs,
        // Else it only warns and hangs.
        throwOnRequestTimeout: true,
      },
    });
  }

  get address(): TargetAddress {
    return { kind: 'bucket', options: this.options, tuning: this.tuning };
  }

  async probe(): Promise<TargetFacts> {
    const key = `probe-${uuidv7()}`;
    await this.writeNew(key, Buffer.from('probe'));
    const again = await this.writeNew(key, Buffer.from('again')).catch((error: TargetFailure) => error);
    const back = await this.read(key, 0, 5);
    await this.remove([key]);
    if (back.toString() !== 'probe' && back.toString() !== 'again') {
      throw new TargetFailure('target_unreachable', 'The bucket does not answer with what was written to it.');
    }
    const conditionalWrites = again instanceof TargetFailure && again.code === 'exists';
    return { conditionalWrites, detail: this.place };
  }

  async write(key: string, body: Readable, signal: AbortSignal): Promise<StoredObject> {
    const upload = new Upload({
      client: this.client,
      params: { Bucket: this.bucket, Key: this.keyed(key), Body: body },
      partSize: this.tuning.partBytes,
      queueSize: PARTS_IN_FLIGHT,
      // The SDK's own abort hides what went wrong; it is aborted by `cleanUp`.
      leavePartsOnError: true,
    });
    let sent = 0;
    upload.on('httpUploadProgress', ({ loaded = 0 }) => {
      sent = loaded;
    });
    const stop = () => void upload.abort().catch(() => undefined);
    signal.addEventListener('abort', stop, { once: true });
    try {
      const { ETag } = await this.again(() => upload.done(), { once: true });
      const stored = await this.head(key);
      // An upload begun twice, since the first answer was lost or late, would be kept and paid for.
      await this.cleanUp(key).catch(() => undefined);
      return { key, bytes: stored?.bytes ?? sent, etag: bare(ETag) };
    } catch (error) {
      signal.throwIfAborted();
      // The reply to the last request may be lost although the object is whole.
      const found = await this.head(key).catch(() => null);
      if (found && found.bytes === sent && body.readableEnded) return found;
      await this.cleanUp(key).catch(() => undefined);
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async writeNew(key: string, body: Buffer): Promise<StoredObject> {
    const put = new PutObjectCommand({ Bucket: this.bucket, Key: this.keyed(key), Body: body, IfNoneMatch: '*' });
    let tried = 0;
    try {
      const { ETag } = await this.again(() => {
        tried += 1;
        return this.client.send(put);
      });
      return { key, bytes: body.length, etag: bare(ETag) };
    } catch (error) {
      if (!(error instanceof TargetFailure) || error.code !== 'exists') throw error;
      // Ours, when an answer was lost on the way and it was sent again.
      const found = await this.read(key, 0, body.length).catch(() => null);
      if (found?.equals(body)) return { key, bytes: body.length };
      throw error;
    } finally {
      if (tried > 1) this.onRetry('conflict');
    }
  }

  async head(key: string): Promise<StoredObject | null> {
    try {
      const head = await this.again(() =>
        this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: this.keyed(key) })),
      );
      return { key, bytes: head.ContentLength ?? 0, etag: bare(head.ETag), modifiedAt: head.LastModified };
    } catch (error) {
      if (error instanceof TargetFailure && error.code === 'not_found') return null;
      throw error;
    }
  }

  async read(key: string, offset: number, length: number): Promise<Buffer> {
    if (length === 0) return Buffer.alloc(0);
    const bytes = Buffer.alloc(length);
    let filled = 0;
    let etag: string | undefined;
    // What was cut off is read on from there, of the same object.
    for (let tried = 1; filled < length; tried += 1) {
      try {
        const from = offset + filled;
        const range = `bytes=${from}-${offset + length - 1}`;
        const get = new GetObjectCommand({ Bucket: this.bucket, Key: this.keyed(key), Range: range, IfMatch: etag });
        const answer = await this.again(() => this.client.send(get));
        etag ??= answer.ETag;
        for await (const part of answer.Body as AsyncIterable<Uint8Array>) {
          bytes.set(part.subarray(0, length - filled), filled);
          filled += Math.min(part.length, length - filled);
        }
        if (filled < length && tried >= READ_TRIES) throw new Error('cut off');
      } catch (error) {
        if (error instanceof TargetFailure && error.code !== 'target_unreachable') throw error;
        if (tried >= READ_TRIES) throw new TargetFailure('truncated', `${key} could not be read to its end.`, error);
        this.onRetry('read');
        await this.pause(tried);
      }
    }
    return bytes;
  }

  async stream(key: string): Promise<Readable> {
    const answer = await this.again(() =>
      this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: this.keyed(key) })),
    );
    return answer.Body as Readable;
  }

  async *list(prefix: string): AsyncIterable<StoredObject> {
    let token: string | undefined;
    do {
      const page = await this.again(() =>
        this.client.send(
          new ListObjectsV2Command({ Bucket: this.bucket, Prefix: this.keyed(prefix), ContinuationToken: token }),
        ),
      );
      for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
        yield { key: Key.slice(this.options.prefix.length), bytes: Size, modifiedAt: LastModified };
      }
      token = page.NextContinuationToken;
    } while (token !== undefined);
  }

  async remove(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const Objects = keys.map((key) => ({ Key: this.keyed(key) }));
    const { Errors = [] } = await this.again(() =>
      this.client.send(new DeleteObjectsCommand({ Bucket: this.bucket, Delete: { Objects, Quiet: true } })),
    );
    const [first] = Errors;
    if (first) throw new TargetFailure('locked', `The bucket keeps ${first.Key}: ${first.Code}.`);
  }

  async cleanUp(prefix: string): Promise<void> {
    const { Uploads = [] } = await this.again(() =>
      this.client.send(new ListMultipartUploadsCommand({ Bucket: this.bucket, Prefix: this.keyed(prefix) })),
    );
    for (const { Key, UploadId } of Uploads) {
      await this.again(() =>
        this.client.send(new AbortMultipartUploadCommand({ Bucket: this.bucket, Key, UploadId })),
      ).catch(() => undefined);
    }
  }

  private keyed(key: string): string {
    return `${this.options.prefix}${key}`;
  }

  /** The SDK tries again by itself what may be tried again, except for a conflict. */
  private async again<T>(act: () => Promise<T>, { once = false } = {}): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await act();
      } catch (error) {
        if (statusOf(error) !== 409 || once || tried >= CONFLICT_TRIES) throw told(error);
        await this.pause(tried);
      }
    }
  }

  private pause(tried: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.tuning.pauseMs * tried * (0.5 + Math.random())));
  }
}

function bare(etag: string | undefined): string | undefined {
  return etag?.replaceAll('"', '');
}
