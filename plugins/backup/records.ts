/** Wire shapes of the backup plugin. Safe in a browser. */
import { z } from 'zod';

export const backupStates = [
  'queued',
  'running',
  'uploaded',
  'verified',
  'failed',
  'corrupt',
  'cancelled',
  'expired',
] as const;
export type BackupState = (typeof backupStates)[number];

const reason = z.string().trim().min(3).max(500);

/** `POST /api/console/backups`: everything, or one workspace. Sent twice with one key it is one backup. */
export const newBackup = z
  .strictObject({
    workspaceId: z.uuid().optional(),
    target: z.string().max(40).optional(),
    key: z.string().min(8).max(100).optional(),
    reason: reason.optional(),
  })
  .meta({ id: 'NewBackup' });

/** `POST /api/console/backups/:id/hold`. */
export const holdBackup = z.strictObject({ reason }).meta({ id: 'HoldBackup' });

/** `POST /api/console/backups/:id/restore`: one workspace, under a new id (`copy`) or in place. */
export const newRestore = z
  .strictObject({
    mode: z.enum(['copy', 'in-place']),
    workspaceId: z.uuid(),
    /** Behind the name of a copy. */
    label: z.string().trim().min(1).max(26).optional(),
    dryRun: z.boolean().default(false),
    /** In place and not dry: the workspace's name, as it is written. */
    confirm: z.string().max(80).optional(),
    /** In place: go on also when what is there now could not be kept as a backup first. */
    withoutSafety: z.boolean().default(false),
    reason,
  })
  .meta({ id: 'NewRestore' });
export type NewRestore = z.infer<typeof newRestore>;
