import type { BackupTarget, TargetAddress } from './backup-target.js';
import { LocalFolder } from './local-folder.target.js';

/** `onRetry` is told why a request was sent again. */
export async function openTarget(address: TargetAddress, onRetry: (reason: string) => void): Promise<BackupTarget> {
  if (address.kind === 'folder') return new LocalFolder(address.place);
  // Its SDK takes twenty megabytes, which nobody spends without a bucket.
  const { S3Bucket } = await import('./s3-bucket.target.js');
  return new S3Bucket(address.options, onRetry, address.tuning);
}
