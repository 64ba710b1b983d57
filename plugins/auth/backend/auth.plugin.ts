import { definePlugin } from '@purser/kit/backend/plugin';
import { AuthCreateUsers1764000000100 } from '../../../migrations/1764000000100-auth-create-users.js';
import { AuthCreateSessions1764000000110 } from '../../../migrations/1764000000110-auth-create-sessions.js';
import { AuthCreateOperators1764000000120 } from '../../../migrations/1764000000120-auth-create-operators.js';
import { AuthCreateKeys1764000000130 } from '../../../migrations/1764000000130-auth-create-keys.js';
import { AuthCreateDevices1764000000140 } from '../../../migrations/1764000000140-auth-create-devices.js';
import { AuthMarkSyntheticUsers1764000000188 } from '../../../migrations/1764000000188-auth-mark-synthetic-users.js';
import { AuthAllowResetTokens1764000000190 } from '../../../migrations/1764000000190-auth-allow-reset-tokens.js';
import { AuthTokensAboutThings1764000000191 } from '../../../migrations/1764000000191-auth-tokens-about-things.js';
import { AuthDisputedSessions1764000000192 } from '../../../migrations/1764000000192-auth-disputed-sessions.js';
import { AuthCreateAddressChanges1764000000193 } from '../../../migrations/1764000000193-auth-create-address-changes.js';
import { AuthInviteOperators1764000000194 } from '../../../migrations/1764000000194-auth-invite-operators.js';
import { AuthListUsers1764000000290 } from '../../../migrations/1764000000290-auth-list-users.js';
import { AuthSearchUsers1764000000291 } from '../../../migrations/1764000000291-auth-search-users.js';
import { AuthDeleteUsers1764000000700 } from '../../../migrations/1764000000700-auth-delete-users.js';
import { authAudit, authPermissions } from '../names.js';
import { authBackup } from './auth.backup.js';
import { AuthModule } from './auth.module.js';
import { authOptions } from './auth.options.js';
import { RotateKeys } from './key/rotate-keys.command.js';
import { SigningKeysHealth } from './key/signing-keys.health.js';
import { accountDeleted } from './mails/account-deleted.mail.js';
import { accountRestored } from './mails/account-restored.mail.js';
import { accountSuspended } from './mails/account-suspended.mail.js';
import { addressChanged } from './mails/address-changed.mail.js';
import { addressKnown } from './mails/address-known.mail.js';
import { addressMoved } from './mails/address-moved.mail.js';
import { addressWanted } from './mails/address-wanted.mail.js';
import { confirmAddress } from './mails/confirm-address.mail.js';
import { confirmNewAddress } from './mails/confirm-new-address.mail.js';
import { newDevice } from './mails/new-device.mail.js';
import { operatorInvited } from './mails/operator-invited.mail.js';
import { operatorNewDevice } from './mails/operator-new-device.mail.js';
import { passwordChanged } from './mails/password-changed.mail.js';
import { sessionCopied } from './mails/session-copied.mail.js';
import { welcome } from './mails/welcome.mail.js';
import { CreateOperator } from './operator/create-operator.command.js';
import { Operator } from './operator/operator.entity.js';
import { Seed } from './seed/seed.command.js';
import { DeleteSpentRecords } from './session/delete-spent-records.job.js';
import { EndLapsedSessions } from './session/end-lapsed-sessions.job.js';
import { AnswerResend } from './signup/answer-resend.job.js';
import { AnswerSignUp } from './signup/answer-sign-up.job.js';
import { PROOF_OF_WORK } from './signup/sign-up-guards.service.js';
import { RemoveSyntheticUsers } from './user/remove-synthetic-users.job.js';
import { User } from './user/user.entity.js';

/** Who people are and whether they are signed in: accounts, sessions, tokens, operators. */
export const auth = definePlugin({
  name: 'auth',
  worksWith: '^1.0.0',
  options: authOptions,
  module: AuthModule,
  entities: [User, Operator],
  migrations: [
    AuthCreateUsers1764000000100,
    AuthCreateSessions1764000000110,
    AuthCreateOperators1764000000120,
    AuthCreateKeys1764000000130,
    AuthCreateDevices1764000000140,
    AuthMarkSyntheticUsers1764000000188,
    AuthAllowResetTokens1764000000190,
    AuthTokensAboutThings1764000000191,
    AuthDisputedSessions1764000000192,
    AuthCreateAddressChanges1764000000193,
    AuthInviteOperators1764000000194,
    AuthListUsers1764000000290,
    AuthSearchUsers1764000000291,
    AuthDeleteUsers1764000000700,
  ],
  permissions: authPermissions,
  audit: authAudit,
  jobs: [
    { name: 'answer-sign-up', timeoutMs: 30_000, run: AnswerSignUp },
    { name: 'answer-resend', timeoutMs: 30_000, run: AnswerResend },
    { name: 'end-lapsed-sessions', schedule: () => '* * * * *', timeoutMs: 60_000, run: EndLapsedSessions },
    { name: 'remove-synthetic-users', schedule: () => '11 * * * *', timeoutMs: 120_000, run: RemoveSyntheticUsers },
    { name: 'delete-spent-records', schedule: () => '40 3 * * *', timeoutMs: 600_000, run: DeleteSpentRecords },
  ],
  mails: [
    confirmAddress,
    addressKnown,
    welcome,
    newDevice,
    passwordChanged,
    sessionCopied,
    accountSuspended,
    accountRestored,
    accountDeleted,
    confirmNewAddress,
    addressWanted,
    addressMoved,
    addressChanged,
    operatorInvited,
    operatorNewDevice,
  ],
  health: [SigningKeysHealth],
  backup: authBackup,
  flags: {
    [PROOF_OF_WORK]: {
      default: false,
      description:
        'Sign-up asks browsers for a proof of work (option proofOfWork). Switch it on while programs sign up by the hundred, watch purser_auth_sign_up_total{result="unproven"}, and take the override away when they stop; pages that are open fetch the puzzle with the next try.',
    },
  },
  commands: [
    {
      name: 'operator create',
      description: 'Create an operator; the password is shown once, or chosen by the link of a mail',
      usage: '--email <address> [--name <name>] [--role owner|operator|support|auditor] [--invite]',
      run: CreateOperator,
    },
    {
      name: 'keys rotate',
      description: 'Sign new tokens with a new key; nobody is signed out',
      usage: '[--print]',
      run: RotateKeys,
    },
    { name: 'seed', description: 'Make a first operator and a demo customer (not in production)', run: Seed },
  ],
});
