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

const policyKind = z.enum(['full', 'events']);
const keep = z.int().min(0).max(1000);

export type BackupPhase = 'exporting' | 'verifying' | 'keeping' | 'loading';

/** How far a run, a restore or a drill is; `{}` before it begins. */
export interface BackupProgress {
  readonly phase: BackupPhase;
  readonly rows: number;
  /** That will have come, as far as that is known beforehand: counted, or estimated by the database. */
  readonly of: number | null;
  readonly rawBytes: number;
  /** Written to the target. */
  readonly bytes: number;
  readonly secondsLeft: number | null;
  /** Of which rows came, the largest first. */
  readonly tables: readonly {
    readonly name: string;
    readonly rows: number;
    readonly of: number | null;
    readonly rawBytes: number;
  }[];
}

/** `event: record` of `GET /api/console/backup-events`: the record as its list answers it. */
export interface BackupRecordEvent {
  readonly resource: 'backups' | 'restores' | 'drills' | 'restore-requests';
  readonly record: { readonly id: string } & Readonly<Record<string, unknown>>;
}

/** `POST` and `PUT /api/console/policies`. */
export const policyFields = z
  .object({
    name: z.string().trim().min(1).max(60),
    /** `events`: of logs only what was added since the backup before; stays as the policy was made. */
    kind: policyKind.default('full'),
    enabled: z.boolean(),
    /** Five fields, in `zone`. */
    cron: z.string().trim().max(100),
    /** IANA, e.g. `Europe/Berlin`. */
    zone: z.string().trim().max(60),
    targets: z.array(z.string().max(40)).max(4).default([]),
    keepHours: keep,
    keepDays: keep,
    keepWeeks: keep,
    keepMonths: keep,
    drillWorkspaces: z.int().min(0).max(100),
    /** 0 is Sunday; null: never everything. */
    drillEverythingOn: z.int().min(0).max(6).nullable(),
    staleHours: z.int().min(1).max(8760),
  })
  .refine(({ keepHours, keepDays, keepWeeks, keepMonths }) => keepHours + keepDays + keepWeeks + keepMonths > 0, {
    path: ['keepDays'],
    error: 'Keep at least one backup.',
  })
  .meta({ id: 'PolicyFields' });
export type PolicyFields = z.output<typeof policyFields>;

export const changedPolicy = z.intersection(policyFields, z.object({ version: z.int() })).meta({ id: 'ChangedPolicy' });

/** `GET /api/console/policies/preview`. */
export const previewedSchedule = z.object({
  cron: z.string().max(100),
  zone: z.string().max(60),
  kind: policyKind.default('full'),
});

/** `good`: verified and, where the policy wants it, drilled. `unproven`: taken, and its drill did not succeed (yet). */
export type NightState = 'good' | 'unproven' | 'running' | 'missed' | 'failed' | 'none';

export interface Night {
  /** `YYYY-MM-DD` in the policy's zone. */
  readonly date: string;
  readonly state: NightState;
  readonly backupId: string | null;
  readonly policies: readonly string[];
}

/** `GET /api/console/backup-nights`: oldest first. */
export interface Nights {
  readonly nights: readonly Night[];
  readonly good: number;
  readonly of: number;
}

const reason = z.string().trim().min(3).max(500);

/** `POST /api/console/backups`: everything, what is new, or one workspace. Sent twice with one key it is one backup. */
export const newBackup = z
  .strictObject({
    workspaceId: z.uuid().optional(),
    /** Of logs only what was added since the newest one. */
    events: z.boolean().default(false),
    target: z.string().max(40).optional(),
    key: z.string().min(8).max(100).optional(),
    reason: reason.optional(),
  })
  .meta({ id: 'NewBackup' });

/** `POST /api/console/backups/:id/drill`: so many workspaces chosen at random, or everything beside what lives. */
export const newDrill = z
  .strictObject({ workspaces: z.int().min(1).max(100).default(5), everything: z.boolean().default(false) })
  .meta({ id: 'NewDrill' });

/** `GET /api/console/backup-targets`. */
export interface TargetHealth {
  readonly name: string;
  readonly place: string;
  readonly ok: boolean;
  /** A second write under a name is refused. */
  readonly conditionalWrites: boolean;
  readonly ms: number;
  readonly error: string | null;
  readonly checkedAt: string;
}

export interface TargetsAnswer {
  readonly targets: readonly TargetHealth[];
  /** `besideTheData`: made on this machine, and lost together with it. */
  readonly keys: { readonly current: string; readonly all: readonly string[]; readonly besideTheData: boolean };
}

/** `POST /api/console/backups/:id/links`. */
export const newLink = z.strictObject({ file: z.enum(['archive', 'manifest']) }).meta({ id: 'NewLink' });

/** `POST /api/workspaces/:id/exports/:exportId/links`. */
export const newExportLink = z
  .strictObject({ file: z.enum(['json', 'archive', 'manifest']) })
  .meta({ id: 'NewExportLink' });

/** `GET /api/backup-files`. */
export const followedLink = z.object({ link: z.string().max(2000) });

/** Good until then, for one file and for who asked. */
export interface DownloadLink {
  readonly url: string;
  readonly expiresAt: string;
}

/** `GET /api/workspaces/:id/exports`. */
export interface WorkspaceExport {
  readonly id: string;
  readonly state: BackupState;
  readonly requestedAt: string;
  readonly finishedAt: string | null;
  readonly expiresAt: string | null;
  readonly rows: number | null;
  readonly bytes: number | null;
}

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
    /** The request of an owner that this answers; a dry run answers none. */
    requestId: z.uuid().optional(),
    reason,
  })
  .meta({ id: 'NewRestore' });
export type NewRestore = z.infer<typeof newRestore>;

/** `GET /api/workspaces/:id/restore-moments`. */
export interface RestoreMoment {
  readonly backupId: string;
  readonly at: string;
}

export const restoreRequestStates = ['requested', 'approved', 'declined', 'withdrawn', 'done'] as const;
export type RestoreRequestState = (typeof restoreRequestStates)[number];

/** `POST /api/workspaces/:id/restore-requests`. */
export const newRestoreRequest = z.strictObject({ backupId: z.uuid(), reason }).meta({ id: 'NewRestoreRequest' });
export type NewRestoreRequest = z.output<typeof newRestoreRequest>;

/** `GET /api/workspaces/:id/restore-requests`. */
export interface RestoreRequest {
  readonly id: string;
  readonly backupId: string;
  readonly asOf: string;
  readonly reason: string;
  readonly state: RestoreRequestState;
  readonly requestedAt: string;
  /** Why it was declined. */
  readonly answer: string | null;
  readonly decidedAt: string | null;
  readonly doneAt: string | null;
  /** The workspace itself, or the new one beside it. */
  readonly restoredWorkspaceId: string | null;
}

/** `POST /api/console/restore-requests/:id/decline`. */
export const declinedRestore = z.strictObject({ reason }).meta({ id: 'DeclinedRestore' });
