/** What a bucket's refusal means, without its words: they may hold keys and addresses. */
import { TargetFailure } from './backup-target.js';

export function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}

export function told(error: unknown): unknown {
  if (error instanceof TargetFailure) return error;
  const { name = '' } = error as Error;
  const status = statusOf(error);
  if (name === 'AbortError') return error;
  if (status === 412 || name === 'PreconditionFailed') {
    return new TargetFailure('exists', 'There is something under this key already.', error);
  }
  if (name === 'NoSuchBucket') return new TargetFailure('target_missing', 'There is no such bucket.', error);
  if (status === 404 || name === 'NoSuchKey' || name === 'NotFound') {
    return new TargetFailure('not_found', 'There is no such object in the bucket.', error);
  }
  if (status === 403 || status === 401) {
    return new TargetFailure('target_denied', 'The bucket refuses these credentials, or what they may do.', error);
  }
  if (status === 507 || /Quota|StorageFull|EntityTooLarge/i.test(name)) {
    return new TargetFailure('target_full', 'There is no room left in the bucket.', error);
  }
  return new TargetFailure('target_unreachable', `The bucket did not answer as it should (${status ?? name}).`, error);
}
