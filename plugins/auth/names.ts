/** Permissions, audit names and refusals of auth. Safe in a browser. */
import { defineAudit, definePermissions, defineProblems } from '@purser/kit/names';

export const authPermissions = definePermissions('auth', {
  readUsers: 'See users',
  suspendUser: 'Suspend and restore users',
  confirmUser: 'Confirm a user’s address by hand',
  readSessions: 'See sessions of users',
  endSession: 'End sessions of users',
  endAllSessions: 'End every session of every user',
  readOperators: 'See operators and their roles',
  manageOperators: 'Create operators, change their roles, suspend them',
});

export const authAudit = defineAudit('auth', {
  signedUp: 'Signed up',
  addressConfirmed: 'Address confirmed',
  signedIn: 'Signed in',
  signInRefused: 'Sign-in refused',
  signedOut: 'Signed out',
  sessionsEnded: 'Sessions ended',
  allSessionsEnded: 'Every session of every user ended',
  addressChangeRequested: 'Change of address asked for',
  addressChangeCancelled: 'Change of address given up',
  addressChanged: 'Address changed',
  addressChangeUndone: 'Change of address taken back by the former address; every session was ended',
  sessionDisowned: 'Sign-in on a new device disowned by mail; its session was ended',
  reauthenticated: 'Password given again',
  refreshReused: 'A spent refresh token was used again; the session was ended',
  passwordChanged: 'Password changed',
  passwordRecovered: 'A new password was set by mail; every session was ended',
  profileChanged: 'Profile changed',
  userSuspended: 'User suspended',
  userRestored: 'User restored',
  userConfirmed: 'Address confirmed by an operator',
  syntheticUserRemoved: 'Account of a smoke test removed',
  operatorSignedIn: 'Operator signed in',
  operatorSignInRefused: 'Operator’s sign-in refused',
  operatorSignedOut: 'Operator signed out',
  operatorReauthenticated: 'Operator gave the password again',
  operatorSessionsEnded: 'Operator’s sessions ended',
  operatorCreated: 'Operator created',
  operatorRolesChanged: 'Operator’s roles changed',
  operatorSuspended: 'Operator suspended',
  operatorRestored: 'Operator restored',
  keysRotated: 'Signing key rotated',
});

export const authProblems = defineProblems({
  invalidCredentials: [401, 'invalid_credentials', 'The address or the password is wrong.'],
  emailUnconfirmed: [
    403,
    'email_unconfirmed',
    'This address is not confirmed yet. Open the mail we sent you, or ask for a new one.',
  ],
  accountSuspended: [
    403,
    'account_disabled',
    'This account is suspended. Nothing in it was deleted; ask the people who run this service.',
  ],
  tooManyAttempts: [429, 'too_many_attempts', 'Too many attempts. Nothing was changed; wait and try again.'],
  weakPassword: [400, 'weak_password', 'This password is too easy to guess; choose another one.'],
  wrongPassword: [400, 'wrong_password', 'The current password is wrong; nothing was changed.'],
  invalidCode: [
    400,
    'invalid_code',
    'This code is wrong, too old, or was tried too often. Check it, or ask for a new one.',
  ],
  linkExpired: [410, 'token_expired', 'This link is no longer valid. Ask for a new one.'],
  linkSuperseded: [
    410,
    'token_superseded',
    'A newer mail was sent since, and only its link works. Nothing was changed.',
  ],
  linkUsed: [410, 'token_used', 'This link was used already. Sign in to go on.'],
  addressSame: [400, 'address_same', 'This is the address of your account already; nothing was changed.'],
  addressTaken: [
    409,
    'address_taken',
    'Another account uses this address by now, so nothing was changed. Choose another address.',
  ],
  noAddressChange: [409, 'no_address_change', 'No change of address waits. Ask for one first.'],
  tooManyMails: [
    429,
    'too_many_mails',
    'A mail was sent a moment ago. Look into the inbox, or wait before the next one.',
  ],
  tokenInvalid: [401, 'token_invalid', 'This access token is not one of ours for this purpose; sign in again.'],
  lastOwner: [409, 'last_owner', 'There must be at least one active operator with the role owner.'],
  operatorExists: [409, 'operator_exists', 'There is an operator with this address already.'],
  userSuspended: [409, 'already_suspended', 'This account is suspended already.'],
  userNotSuspended: [409, 'not_suspended', 'This account is not suspended.'],
  noSeedInProduction: [409, 'no_seed_in_production', 'Seeding is for development; use `operator create` here.'],
});

/** What a refresh or a request with the token of an ended session is refused with; the code is the reason. */
export const sessionProblems = defineProblems({
  signed_out: [401, 'signed_out', 'You signed out. Sign in to go on.'],
  signed_out_elsewhere: [401, 'signed_out_elsewhere', 'This session was ended from another device. Sign in to go on.'],
  ended_by_operator: [401, 'ended_by_operator', 'An operator ended this session. Sign in to go on.'],
  session_idle: [401, 'session_idle', 'You were away for long, so this session ended. Sign in to go on.'],
  session_expired: [401, 'session_expired', 'This session has reached its full length. Sign in to go on.'],
  session_revoked: [401, 'session_revoked', 'This session is no longer valid. Sign in to go on.'],
  refresh_reused: [
    401,
    'refresh_reused',
    'A copy of this session’s key was used, so the session was ended to protect you. Sign in to go on.',
  ],
  account_disabled: [401, 'account_disabled', 'This account is suspended. Nothing in it was deleted.'],
  password_changed: [401, 'password_changed', 'The password of this account was changed. Sign in with the new one.'],
  account_disputed: [
    401,
    'account_disputed',
    'The owner of this account’s address said that this session is not theirs. Recover the account to go on.',
  ],
  restored: [401, 'restored', 'The service was restored from a backup, so all sessions ended. Sign in to go on.'],
});
