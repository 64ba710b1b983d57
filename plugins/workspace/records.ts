/** Wire shapes of the workspace plugin and the table of what each role may do. Safe in a browser. */
import { z } from 'zod';

/** From most to least: nobody grants a role above their own. */
export const roles = ['owner', 'admin', 'member', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** What a role may do in its workspace. The server decides by it, and pages hide by it what can never be done. */
export const roleTable = {
  /** Open the workspace, see its name and its members. */
  see: ['owner', 'admin', 'member', 'viewer'],
  /** Change what is in its store. */
  write: ['owner', 'admin', 'member'],
  rename: ['owner', 'admin'],
} as const satisfies Record<string, readonly Role[]>;
export type WorkspaceAction = keyof typeof roleTable;

export function mayInWorkspace(role: Role, action: WorkspaceAction): boolean {
  return (roleTable[action] as readonly Role[]).includes(role);
}

/** Characters that name nothing a person can see, or that turn the reading direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Trimmed, NFC, 1–80 characters (not UTF-16 units), something to see in it. */
export const workspaceName = z
  .string()
  .normalize('NFC')
  .trim()
  .refine((name) => VISIBLE.test(name), 'Give the workspace a name.')
  .refine((name) => [...name].length <= 80, 'A name has at most 80 characters.')
  .refine((name) => !UNPRINTABLE.test(name), 'A name has no control characters.');

/** `POST /api/workspaces` */
export const createWorkspaceBody = z.strictObject({ name: workspaceName });

/** `PATCH /api/workspaces/:id`; the version seen stands in `version` or in `If-Match`. */
export const renameWorkspaceBody = z.strictObject({
  name: workspaceName,
  version: z.int().positive().optional(),
});

/** One workspace as the caller sees it. */
export const workspaceRecord = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** The caller's own role. */
    role: z.enum(roles),
    /** Goes up with every change of name or settings; send it back with a change. */
    version: z.int(),
    members: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Workspace' });
export type WorkspaceRecord = z.infer<typeof workspaceRecord>;

/** `GET /api/workspaces`: all of the caller's, by name. */
export const workspaceList = z.array(workspaceRecord);

export const memberRecord = z
  .object({
    userId: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    version: z.int(),
    joinedAt: z.iso.datetime(),
  })
  .meta({ id: 'Member' });
export type MemberRecord = z.infer<typeof memberRecord>;

/** `GET /api/workspaces/:id/members?after=&limit=`: longest members first; `next` is the `after` of the next page. */
export const memberPage = z
  .object({
    members: z.array(memberRecord),
    total: z.int(),
    next: z.string().nullable(),
  })
  .meta({ id: 'MemberPage' });
export type MemberPage = z.infer<typeof memberPage>;

export const memberQuery = z.object({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** One row of the `memberships` section of `GET /api/auth/me`. */
export const membershipSection = z.object({ workspaceId: z.uuid(), name: z.string(), role: z.enum(roles) });
export type MembershipSection = z.infer<typeof membershipSection>;

/** What an operator gives for a change to somebody's membership. */
export const reasonBody = z.strictObject({ reason: z.string().trim().min(3).max(500) });
