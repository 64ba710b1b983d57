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
  /** Change roles and remove people; owners only by owners. */
  manageMembers: ['owner', 'admin'],
  /** Invite, see invitations, resend and revoke them; up to the own role. */
  invite: ['owner', 'admin'],
  /** See and export what happened in the workspace. */
  readActivity: ['owner', 'admin'],
  /** Name and prove the domains whose people may join. */
  manageDomains: ['owner'],
  transfer: ['owner'],
  delete: ['owner'],
} as const satisfies Record<string, readonly Role[]>;

/** An action of another plugin; made by `defineWorkspaceActions`. */
export interface PluginAction {
  /** `plugin.action`, e.g. `backup.export`. */
  readonly name: string;
  readonly roles: readonly Role[];
}
/** One of the table above, or one that another plugin defined. */
export type WorkspaceAction = keyof typeof roleTable | PluginAction;

/**
 * The rows another plugin adds to the table, for its own `records.ts`: `defineWorkspaceActions('backup', { export:
 * ['owner', 'admin'] })` gives `{ export: { name: 'backup.export', roles: […] } }`. Server (`Memberships.require`) and
 * pages (`mayInWorkspace`) take them as they take the table's own.
 */
export function defineWorkspaceActions<const A extends Record<string, readonly Role[]>>(
  plugin: string,
  actions: A,
): { readonly [K in keyof A]: PluginAction } {
  const entries = Object.entries(actions).map(([key, allowed]) => [key, { name: `${plugin}.${key}`, roles: allowed }]);
  return Object.freeze(Object.fromEntries(entries)) as { readonly [K in keyof A]: PluginAction };
}

export function mayInWorkspace(role: Role, action: WorkspaceAction): boolean {
  const allowed: readonly Role[] = typeof action === 'string' ? roleTable[action] : action.roles;
  return allowed.includes(role);
}

/** Whether somebody of role `by` may give out `role`, or change and remove somebody who has it. */
export function reaches(by: Role, role: Role): boolean {
  return roles.indexOf(by) <= roles.indexOf(role);
}

/** Characters that name nothing a person can see, or that turn the reading direction of what follows. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u;
/** As above, but lines may break: for texts of several. */
const HIDDEN = /(?![\n\r\t])[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Trimmed, NFC, 1–80 characters (not UTF-16 units), something to see in it. */
export const workspaceName = z
  .string()
  .normalize('NFC')
  .trim()
  .refine((name) => VISIBLE.test(name), 'Give the workspace a name.')
  .refine((name) => [...name].length <= 80, 'A name has at most 80 characters.')
  .refine((name) => !UNPRINTABLE.test(name), 'A name has no control characters.');

/** The version seen; may stand in `If-Match` instead. */
const version = z.int().positive().max(2_000_000_000).optional();
const moment = z.iso.datetime();

/** `POST /api/workspaces` */
export const createWorkspaceBody = z.strictObject({ name: workspaceName });

/** `PATCH /api/workspaces/:id` */
export const renameWorkspaceBody = z.strictObject({ name: workspaceName, version });

/** `DELETE /api/workspaces/:id`: the name as it is, typed by hand. */
export const deleteWorkspaceBody = z.strictObject({ name: z.string().max(400), version });

/** A change that has nothing to say but on which version: resend, undelete, leave … */
export const versionedBody = z.strictObject({ version }).prefault({});

/** One workspace as the caller sees it. */
export const workspaceRecord = z
  .object({
    id: z.uuid(),
    name: z.string(),
    /** The caller's own role. */
    role: z.enum(roles),
    /** Goes up with every change of name, owner or state; send it back with a change. */
    version: z.int(),
    members: z.int(),
    /** null = as many as come. */
    seatLimit: z.int().nullable(),
    /** Since then nothing can be changed; null while all is well. */
    suspendedAt: moment.nullable(),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: 'Workspace' });
export type WorkspaceRecord = z.infer<typeof workspaceRecord>;

/** `GET /api/workspaces`: all of the caller's, by name. */
export const workspaceList = z.array(workspaceRecord);

/** `GET /api/workspaces/deleted`: what the caller, an owner, can still bring back. */
export const deletedWorkspaceRecord = z
  .object({
    id: z.uuid(),
    name: z.string(),
    version: z.int(),
    members: z.int(),
    deletedAt: moment,
    /** Erased for good then. */
    purgeAfter: moment,
  })
  .meta({ id: 'DeletedWorkspace' });
export type DeletedWorkspaceRecord = z.infer<typeof deletedWorkspaceRecord>;

export const memberRecord = z
  .object({
    userId: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    version: z.int(),
    joinedAt: moment,
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

/** Rows of one page. */
export const pageLimit = z.coerce.number().int().min(1).max(200).default(100);
export const memberQuery = z.object({ after: z.uuid().optional(), limit: pageLimit });

/** `PATCH /api/workspaces/:id/members/:userId` */
export const changeRoleBody = z.strictObject({ role: z.enum(roles), version });

/** `POST /api/workspaces/:id/transfer`: that member becomes an owner, the caller an admin. */
export const transferBody = z.strictObject({ userId: z.uuid(), version });

export const invitationStates = ['pending', 'accepted', 'declined', 'revoked', 'expired'] as const;
export type InvitationState = (typeof invitationStates)[number];

/** `POST /api/workspaces/:id/invitations` */
export const inviteBody = z.strictObject({
  email: z.string().trim().max(254).pipe(z.email()),
  role: z.enum(roles).default('member'),
  /** A line of the inviter's own, shown in the mail and on the page. */
  message: z
    .string()
    .trim()
    .max(500)
    .refine((text) => !HIDDEN.test(text), 'Some of these characters cannot be shown.')
    .optional(),
  /** False: no mail is sent, the caller passes the link on. */
  mail: z.boolean().default(true),
});
export type InviteBody = z.output<typeof inviteBody>;

/** One invitation, as those see it who may invite. */
export const invitationRecord = z
  .object({
    id: z.uuid(),
    email: z.string(),
    role: z.enum(roles),
    message: z.string().nullable(),
    state: z.enum(invitationStates),
    /** Name of who invited. */
    invitedBy: z.string(),
    /** How often it was sent. */
    sent: z.int(),
    version: z.int(),
    createdAt: moment,
    sentAt: moment,
    expiresAt: moment,
    answeredAt: moment.nullable(),
  })
  .meta({ id: 'Invitation' });
export type InvitationRecord = z.infer<typeof invitationRecord>;

/** Answer of invite and resend: `link` is shown this once and works for the invited address only. */
export const sentInvitationRecord = invitationRecord.extend({ link: z.url() }).meta({ id: 'SentInvitation' });
export type SentInvitationRecord = z.infer<typeof sentInvitationRecord>;

/** `GET /api/workspaces/:id/invitations?state=&after=&limit=`: newest first. */
export const invitationPage = z
  .object({ invitations: z.array(invitationRecord), next: z.string().nullable() })
  .meta({ id: 'InvitationPage' });
export type InvitationPage = z.infer<typeof invitationPage>;
export const invitationQuery = z.object({
  state: z.enum(invitationStates).optional(),
  after: z.uuid().optional(),
  limit: pageLimit,
});

/** `GET /api/invitations`: what waits for the caller. */
export const ownInvitationRecord = z
  .object({
    id: z.uuid(),
    workspaceId: z.uuid(),
    workspaceName: z.string(),
    role: z.enum(roles),
    invitedBy: z.string(),
    message: z.string().nullable(),
    createdAt: moment,
    expiresAt: moment,
  })
  .meta({ id: 'OwnInvitation' });
export type OwnInvitationRecord = z.infer<typeof ownInvitationRecord>;

const token = z.string().min(1).max(200);
export const invitationToken = z.strictObject({ token });
/** `POST /api/invitations/accept|decline`: the token of the link, or, signed in at the invited address, the id. */
export const invitationAnswer = z.union([invitationToken, z.strictObject({ invitationId: z.uuid() })]);
export type InvitationAnswer = z.output<typeof invitationAnswer>;

/** `POST /api/invitations/preview`: what the page shows before anything is decided. Spends nothing. */
export const invitationPreview = z
  .object({
    workspaceName: z.string(),
    role: z.enum(roles),
    invitedBy: z.string(),
    message: z.string().nullable(),
    /** e.g. `a•••@example.org` */
    email: z.string(),
    /** Beside what an invitation can be: `suspended` and `full` say why a pending one cannot be accepted now. */
    state: z.enum([...invitationStates, 'suspended', 'full']),
    expiresAt: moment,
  })
  .meta({ id: 'InvitationPreview' });
export type InvitationPreview = z.infer<typeof invitationPreview>;

/** Answer of accept. */
export const acceptedRecord = z
  .object({ workspaceId: z.uuid(), role: z.enum(roles) })
  .meta({ id: 'AcceptedInvitation' });

/** What changed: the workspace itself, somebody's membership, or an invitation. */
export const changeKinds = ['workspace', 'member', 'invitation'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** `event: change` of `GET /api/workspaces/events`: enough to know what to fetch anew, and nothing to read in it. */
export const changeEvent = z.object({
  workspaceId: z.uuid(),
  kind: z.enum(changeKinds),
  /** Of the workspace, of the person whose membership it is, or of the invitation. */
  id: z.uuid(),
  /** Null when it is gone. */
  version: z.int().nullable(),
});
export type ChangeEvent = z.infer<typeof changeEvent>;
