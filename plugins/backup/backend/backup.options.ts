import { z } from 'zod';
import { keyRingFault } from './key/key-ring.js';

const bucket = z.object({
  /** Default: Amazon's of the region. `https://<account>.r2.cloudflarestorage.com`, `http://minio:9000`. */
  endpoint: z.url().optional(),
  /** Default `auto`, as R2 wants it. */
  region: z.string().default('auto'),
  bucket: z.string().min(1),
  accessKeyId: z.string().min(1),
  secretAccessKey: z.string().min(1),
  /** In front of every key, e.g. `purser/`. */
  prefix: z.string().default(''),
});
export type BucketOptions = z.output<typeof bucket>;

export const backupOptions = z.object({
  /**
   * `id:base64 of 32 bytes`, several by commas: the first encrypts new backups, all decrypt. Without them a key is made
   * in the data folder, which is good for trying out: who loses that machine loses the key with it.
   */
  keys: z
    .string()
    .superRefine((value, context) => {
      const fault = keyRingFault(value);
      if (fault) context.addIssue({ code: 'custom', message: fault });
    })
    .optional(),
  /** A bucket that speaks S3. Without one backups go into a folder. */
  s3: bucket.optional(),
  /** The folder; default `backups` in the data folder. */
  folder: z.string().optional(),
  /** The policy a new installation begins with. Default: `production` in production, else `off`; see docs/backup.md. */
  schedule: z.enum(['production', 'staging', 'off']).optional(),
  /** Connections that read at the same time. Default 2. */
  connections: z.int().min(1).max(16).default(2),
  /**
   * Bytes of rows from which on a process of its own moves them, so that the house's memory and pauses stay as they are.
   * Default 64 MiB.
   */
  ownProcessFrom: z
    .int()
    .min(0)
    .default(64 << 20),
  /** Milliseconds a process may work on a backup without renewing its claim. Default 30,000. */
  leaseMs: z.int().min(500).max(600_000).default(30_000),
});
export type BackupOptions = z.output<typeof backupOptions>;
