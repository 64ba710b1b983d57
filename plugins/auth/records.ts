/** Wire shapes of auth. Safe in a browser. */
import { z } from 'zod';

/** Why a session is over. The wire code of a refusal is the reason itself. */
export const sessionEndReasons = [
  'signed_out',
  'signed_out_elsewhere',
  'ended_by_operator',
  'session_idle',
  'session_expired',
  'session_revoked',
  'refresh_reused',
  'account_disabled',
  'password_changed',
  'restored',
  'account_disputed',
  'account_deleted',
] as const;
export type SessionEndReason = (typeof sessionEndReasons)[number];

export const PASSWORD_MIN = 15;
export const PASSWORD_MAX = 128;

/** ISO 8601, UTC. */
const moment = z.iso.datetime();

/** Shape only; whether it can be reached is proven by the confirmation mail. */
export const emailAddress = z.string().trim().max(254).pipe(z.email());
/** Any characters, no composition rules; counted in code points after Unicode NFC. Common ones are refused by the server. */
export const newPassword = z
  .string()
  .max(PASSWORD_MAX * 4)
  .transform((text) => text.normalize('NFC'))
  .refine((text) => [...text].length >= PASSWORD_MIN, { error: `At least ${PASSWORD_MIN} characters.` })
  .refine((text) => [...text].length <= PASSWORD_MAX, { error: `At most ${PASSWORD_MAX} characters.` });
/** A password that is only compared: long ones are wrong, not invalid. */
const givenPassword = z.string().min(1).max(1024);
export const personName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .refine((text) => !/\p{Cc}/u.test(text), { error: 'Control characters are not allowed.' })
  .transform((text) => text.normalize('NFC'));
export const locale = z.enum(['en', 'de']);

export const signUpRequest = z.object({
  email: emailAddress,
  password: newPassword,
  name: personName,
  locale: locale.default('en'),
  /** Token of an invitation this sign-up answers; carried through the confirmation link, so the page can go on to it. */
  invitation: z.string().max(200).optional(),
  /** A field that people never see: what fills it is a program, and is answered like everybody. */
  website: z.string().max(1000).optional(),
  /** Of the puzzle at `GET /api/auth/signup/challenge`, while that gives one. */
  proof: z.object({ challenge: z.string().max(200), nonce: z.string().max(40) }).optional(),
});
export type SignUpRequest = z.input<typeof signUpRequest>;

/** `GET /api/auth/signup/challenge` */
export const signUpChallenge = z
  .object({
    /** Null: none is asked for. */
    challenge: z.string().nullable(),
    /** With so many zero bits the SHA-256 of `<challenge>.<nonce>` has to begin. */
    bits: z.number().int(),
  })
  .meta({ id: 'SignUpChallenge' });
export type SignUpChallenge = z.infer<typeof signUpChallenge>;

/** The browser that signed up is told by its cookie. */
export const signUpCorrection = z.object({ email: emailAddress });

/** Answer of `POST /api/auth/confirm`. */
export const confirmedRecord = z
  .object({
    status: z.literal('confirmed'),
    /** Of the invitation this browser signed up with. */
    invitation: z.string().optional(),
  })
  .meta({ id: 'Confirmed' });
export type ConfirmedRecord = z.infer<typeof confirmedRecord>;

export const confirmRequest = z.union([
  z.object({ token: z.string().min(1).max(200) }),
  z.object({ email: emailAddress, code: z.string().trim().min(1).max(32) }),
]);

/** What a page behind a mail's link posts. */
export const linkRequest = z.object({ token: z.string().min(1).max(200) });

/** Answer of `POST /api/auth/disown/check`. */
export const disownedRecord = z
  .object({
    /** e.g. "Firefox on Linux" */
    device: z.string(),
    /** Coarse, from a trusted proxy; null where none tells. */
    place: z.string().nullable(),
    signedInAt: moment,
    /** The session has ended already; the password can still be taken from whoever opened it. */
    over: z.boolean(),
  })
  .meta({ id: 'DisownedSession' });
export type DisownedRecord = z.infer<typeof disownedRecord>;

/** `GET /api/auth/email` */
export const addressRecord = z
  .object({
    email: z.string(),
    /** A change that waits until the new address is proven. */
    pending: z
      .object({
        new: z.string(),
        requestedAt: moment,
        expiresAt: moment,
        /** No other mail is sent before. */
        resendAt: moment,
      })
      .nullable(),
  })
  .meta({ id: 'Address' });
export type AddressRecord = z.infer<typeof addressRecord>;
export const addressChangeRequest = z.object({ new: emailAddress });
export const addressCode = z.object({ code: z.string().trim().min(1).max(32) });

/** Answer of `POST /api/auth/email/undo/check`; addresses are masked, "m•••@example.org". */
export const addressUndoRecord = z
  .object({ old: z.string(), new: z.string(), changedAt: moment, expiresAt: moment })
  .meta({ id: 'AddressUndo' });
export type AddressUndoRecord = z.infer<typeof addressUndoRecord>;

export const resendRequest = z.object({ email: emailAddress });
/** Of clients without cookies: what the device got at its last sign-in; without it every sign-in is one on a new device. */
const deviceToken = z.string().max(100).optional();
export const signInRequest = z.object({ email: emailAddress, password: givenPassword, deviceToken });
export const operatorSignInRequest = signInRequest.omit({ deviceToken: true });
export const operatorReauthenticationRequest = z.object({ password: givenPassword });
export const reauthenticationRequest = operatorReauthenticationRequest.extend({
  /** Only of a client without cookies. */
  refreshToken: z.string().max(300).optional(),
  deviceToken,
});
/** Browsers send no body: their cookie speaks. */
export const refreshRequest = z.object({ refreshToken: z.string().max(300).optional() }).prefault({});
export const signOutRequest = z
  .object({
    scope: z.enum(['current', 'others', 'all']).default('current'),
    /** Of a client without cookies, when it has no access token any more. */
    refreshToken: z.string().max(300).optional(),
  })
  .prefault({});

export const userRecord = z
  .object({
    id: z.uuid(),
    email: z.string(),
    name: z.string(),
    locale,
    defaultWorkspaceId: z.uuid().nullable(),
  })
  .meta({ id: 'User' });
export type UserRecord = z.infer<typeof userRecord>;

export const sessionRecord = z
  .object({
    id: z.uuid(),
    createdAt: moment,
    /** When the password was last given for it. */
    signedInAt: moment,
    /** Ends then, unless it is refreshed before. */
    idleExpiresAt: moment,
    /** Ends then, whatever happens. */
    expiresAt: moment,
  })
  .meta({ id: 'Session' });
export type SessionRecord = z.infer<typeof sessionRecord>;

/** Answer of sign-in and refresh. */
export const grantRecord = z
  .object({
    accessToken: z.string(),
    /** Seconds from now. */
    expiresIn: z.number().int(),
    serverTime: moment,
    session: sessionRecord,
    user: userRecord,
    /** Only for `X-Purser-Client: native`, which has no cookies. */
    refreshToken: z.string().optional(),
    /** Of a sign-in of such a client: send it with the next one. */
    deviceToken: z.string().optional(),
  })
  .meta({ id: 'SessionGrant' });
export type GrantRecord = z.infer<typeof grantRecord>;

/** `GET /api/auth/me`. Plugins add sections, e.g. `memberships`. */
export const meRecord = z
  .object({
    user: userRecord,
    session: sessionRecord,
    permissions: z.array(z.string()),
    memberships: z.array(z.object({ workspaceId: z.uuid(), name: z.string(), role: z.string() })),
    defaultWorkspaceId: z.uuid().nullable(),
  })
  .meta({ id: 'Me' });
export type MeRecord = z.infer<typeof meRecord>;

export const profileChange = z.object({
  name: personName.optional(),
  locale: locale.optional(),
  defaultWorkspaceId: z.uuid().nullable().optional(),
});
export const passwordChange = z.object({
  current: givenPassword,
  new: newPassword,
  /** End the person's other sessions; false keeps them. */
  endOthers: z.boolean().default(true),
});

export const ownSessionRecord = sessionRecord
  .extend({
    /** e.g. "Firefox on Linux" */
    device: z.string(),
    /** Coarse, from a trusted proxy; null where none tells. */
    place: z.string().nullable(),
    lastSeenAt: moment,
    current: z.boolean(),
  })
  .meta({ id: 'OwnSession' });
export type OwnSessionRecord = z.infer<typeof ownSessionRecord>;

export const operatorRoles = ['owner', 'operator', 'support', 'auditor'] as const;
export const operatorRole = z.enum(operatorRoles);
export type OperatorRole = z.infer<typeof operatorRole>;

export const operatorRecord = z.object({ id: z.uuid(), email: z.string(), name: z.string() }).meta({ id: 'Operator' });
export type OperatorRecord = z.infer<typeof operatorRecord>;

/** Answer of `POST /api/console/session` and its refresh. */
export const operatorGrantRecord = grantRecord
  .omit({ user: true, refreshToken: true, deviceToken: true })
  .extend({ operator: operatorRecord })
  .meta({ id: 'OperatorGrant' });
export type OperatorGrantRecord = z.infer<typeof operatorGrantRecord>;

/** `GET /api/console/me` */
export const operatorMeRecord = z
  .object({
    operator: operatorRecord,
    session: sessionRecord,
    roles: z.array(operatorRole),
    permissions: z.array(z.string()),
  })
  .meta({ id: 'OperatorMe' });
export type OperatorMeRecord = z.infer<typeof operatorMeRecord>;

const roleSet = z
  .array(operatorRole)
  .min(1)
  .transform((roles) => [...new Set(roles)]);
export const operatorCreation = z.object({ email: emailAddress, name: personName, roles: roleSet });
/** `invite`: they choose their own password by a link in a mail; else one is made and shown once. */
export const operatorCreationRequest = operatorCreation.extend({ invite: z.boolean().default(false) });
export const operatorInvitationAcceptance = linkRequest.extend({ password: newPassword });
/** Answer of `POST /api/console/operator-invitations/check`. */
export const operatorInvitationRecord = z
  .object({ email: z.string(), name: z.string(), expiresAt: moment })
  .meta({ id: 'OperatorInvitation' });
export type OperatorInvitationRecord = z.infer<typeof operatorInvitationRecord>;
export const operatorChange = z.object({ name: personName.optional(), roles: roleSet.optional() });

/** Answer of `POST /api/console/sessions/end-all`. */
export const endedRecord = z.object({ ended: z.number().int() }).meta({ id: 'EndedSessions' });

/** Actions on people ask why. */
export const reasoned = z.object({ reason: z.string().trim().min(3).max(500) });
/** Suspending and restoring are told to the person. */
export const reasonedForPerson = reasoned.extend({
  /** The reason stands in their mail, too; else only in the audit trail. */
  tellReason: z.boolean().default(false),
});
