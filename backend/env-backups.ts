/** Where backups go and what encrypts them. Without a bucket they go into the data folder. */
import { z } from 'zod';

export const backupVariables = {
  /** `<id>:<base64 of 32 bytes>`, several by commas: the first encrypts new backups, all decrypt. */
  BACKUP_KEYS: z.string().optional(),
  /** A folder for backups, e.g. on another disk. */
  BACKUP_FOLDER: z.string().optional(),
  /** The policy a new installation begins with: `production` in production, else `off`. */
  BACKUP_SCHEDULE: z.enum(['production', 'staging', 'off'], 'is production, staging or off').optional(),
  /** In front of every key in the bucket, e.g. `purser/`. */
  BACKUP_PREFIX: z.string().default(''),
  S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'has to be an address such as https://account.r2.cloudflarestorage.com' })
    .optional(),
  S3_REGION: z.string().default('auto'),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
};

export type BackupVariables = z.output<z.ZodObject<typeof backupVariables>>;

/** A bucket is given whole or not at all, one sentence for each variable that is missing. */
export function halfABucket(env: BackupVariables): string[] {
  const parts = ['S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
  const missing = parts.filter((name) => env[name] === undefined);
  const none = missing.length === parts.length && env.S3_ENDPOINT === undefined;
  return none
    ? []
    : missing.map((name) => `${name} is missing: a bucket needs S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.`);
}

/** The options of the plugin that say where backups go. */
export function placeOfBackups(env: Partial<BackupVariables>) {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!bucket || !accessKeyId || !secretAccessKey) return { folder: env.BACKUP_FOLDER };
  const { S3_ENDPOINT: endpoint, S3_REGION: region, BACKUP_PREFIX: prefix } = env;
  return { folder: env.BACKUP_FOLDER, s3: { endpoint, region, bucket, accessKeyId, secretAccessKey, prefix } };
}
