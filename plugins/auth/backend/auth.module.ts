import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AddressChange } from './address/address-change.service.js';
import { AddressChangeMail } from './address/address-change-mail.service.js';
import { AddressChanges } from './address/address-changes.js';
import { AddressConfirmation } from './address/address-confirmation.service.js';
import { AddressHolding } from './address/address-holding.service.js';
import { AddressLinksController } from './address/address-links.controller.js';
import { AddressUndo } from './address/address-undo.service.js';
import { OwnAddressController } from './address/own-address.controller.js';
import { DisownController } from './device/disown.controller.js';
import { DisownedSessions } from './device/disowned-sessions.service.js';
import { KnownDevices } from './device/known-devices.service.js';
import { NewDeviceAlert } from './device/new-device-alert.service.js';
import { NewDevices } from './device/new-devices.service.js';
import { KeyModule } from './key/key.module.js';
import { OneTimeTokens } from './one-time-token/one-time-tokens.service.js';
import { ConsoleMeController } from './operator/console-me.controller.js';
import { ConsoleOperatorsController } from './operator/console-operators.controller.js';
import { ConsoleSessionController } from './operator/console-session.controller.js';
import { CreateOperator } from './operator/create-operator.command.js';
import { OperatorActivity } from './operator/operator-activity.service.js';
import { OperatorDirectory } from './operator/operator-directory.service.js';
import { OperatorGate } from './operator/operator-gate.service.js';
import { OperatorGrants } from './operator/operator-grants.service.js';
import { OperatorInvitationsController } from './operator/operator-invitations.controller.js';
import { OperatorInvitations } from './operator/operator-invitations.service.js';
import { OperatorMails } from './operator/operator-mails.service.js';
import { OperatorReauthentication } from './operator/operator-reauthentication.service.js';
import { OperatorRoles } from './operator/operator-roles.service.js';
import { OperatorSessionsService } from './operator/operator-sessions.service.js';
import { OperatorSignIn } from './operator/operator-sign-in.service.js';
import { Operators } from './operator/operators.service.js';
import { RolePermissions } from './operator/role-permissions.service.js';
import { PasswordController } from './password/password.controller.js';
import { PasswordChange } from './password/password-change.service.js';
import { PasswordHasher } from './password/password-hasher.service.js';
import { PasswordNotice } from './password/password-notice.service.js';
import { PasswordRecovery } from './password/password-recovery.service.js';
import { PasswordVoiding } from './password/password-voiding.service.js';
import { Seed } from './seed/seed.command.js';
import { AccessTokens } from './session/access-tokens.service.js';
import { ConsoleSessionsController } from './session/console-sessions.controller.js';
import { CredentialCheck } from './session/credential-check.service.js';
import { CustomerGrants } from './session/customer-grants.service.js';
import { CustomerReauthentication } from './session/customer-reauthentication.service.js';
import { CustomerRefresh } from './session/customer-refresh.service.js';
import { CustomerSignIn } from './session/customer-sign-in.service.js';
import { CustomerSignOut } from './session/customer-sign-out.service.js';
import { DeleteSpentRecords } from './session/delete-spent-records.job.js';
import { EndAllSessions } from './session/end-all-sessions.service.js';
import { EndLapsedSessions } from './session/end-lapsed-sessions.job.js';
import { JwtStrategy } from './session/jwt.strategy.js';
import { MeController } from './session/me.controller.js';
import { MeSections } from './session/me-sections.service.js';
import { OwnSessionsController } from './session/own-sessions.controller.js';
import { RefreshCounter } from './session/refresh-counter.service.js';
import { RefreshRotation } from './session/refresh-rotation.service.js';
import { SessionController } from './session/session.controller.js';
import { SessionEndings } from './session/session-endings.service.js';
import { SessionEventsController } from './session/session-events.controller.js';
import { SessionGate } from './session/session-gate.service.js';
import { SessionGauges } from './session/session-gauges.service.js';
import { SessionStream } from './session/session-stream.service.js';
import { CustomerSessions, OperatorSessions } from './session/session-tables.js';
import { SessionWatch } from './session/session-watch.service.js';
import { SignInFailures } from './session/sign-in-failures.service.js';
import { SignInLock } from './session/sign-in-lock.service.js';
import { SignOutProofs } from './session/sign-out-proofs.service.js';
import { AnswerResend } from './signup/answer-resend.job.js';
import { AnswerSignUp } from './signup/answer-sign-up.job.js';
import { ConfirmationService } from './signup/confirmation.service.js';
import { ConfirmationMail } from './signup/confirmation-mail.service.js';
import { MailboxProofs } from './signup/mailbox-proofs.service.js';
import { ProofOfWork } from './signup/proof-of-work.service.js';
import { SignUpController } from './signup/sign-up.controller.js';
import { SignUpService } from './signup/sign-up.service.js';
import { SignUpEntry } from './signup/sign-up-entry.service.js';
import { SignUpGuards } from './signup/sign-up-guards.service.js';
import { SignUpTickets } from './signup/sign-up-tickets.service.js';
import { ConsoleUsersController } from './user/console-users.controller.js';
import { OwnAccountController } from './user/own-account.controller.js';
import { RemoveSyntheticUsers } from './user/remove-synthetic-users.job.js';
import { StandingMails } from './user/standing-mails.service.js';
import { UserDeletion } from './user/user-deletion.service.js';
import { UserDirectory } from './user/user-directory.service.js';
import { UserStanding } from './user/user-standing.service.js';

const customerControllers = [
  SignUpController,
  SessionController,
  SessionEventsController,
  OwnSessionsController,
  MeController,
  OwnAccountController,
  PasswordController,
  OwnAddressController,
  AddressLinksController,
  DisownController,
];
const consoleControllers = [
  ConsoleSessionController,
  ConsoleMeController,
  ConsoleUsersController,
  ConsoleSessionsController,
  ConsoleOperatorsController,
  OperatorInvitationsController,
];

@Module({
  imports: [KeyModule, JwtModule.register({})],
  controllers: [...customerControllers, ...consoleControllers],
  providers: [
    AccessTokens,
    AddressChange,
    AddressChangeMail,
    AddressChanges,
    AddressConfirmation,
    AddressHolding,
    AddressUndo,
    AnswerResend,
    AnswerSignUp,
    ConfirmationMail,
    MailboxProofs,
    ConfirmationService,
    CreateOperator,
    CredentialCheck,
    CustomerGrants,
    CustomerReauthentication,
    CustomerRefresh,
    CustomerSessions,
    CustomerSignIn,
    CustomerSignOut,
    DeleteSpentRecords,
    DisownedSessions,
    EndAllSessions,
    EndLapsedSessions,
    JwtStrategy,
    KnownDevices,
    MeSections,
    NewDeviceAlert,
    NewDevices,
    OneTimeTokens,
    OperatorActivity,
    OperatorDirectory,
    OperatorMails,
    OperatorGate,
    OperatorGrants,
    OperatorInvitations,
    OperatorReauthentication,
    OperatorRoles,
    OperatorSessions,
    OperatorSessionsService,
    OperatorSignIn,
    Operators,
    PasswordChange,
    PasswordHasher,
    PasswordNotice,
    PasswordRecovery,
    PasswordVoiding,
    RefreshCounter,
    RefreshRotation,
    RolePermissions,
    Seed,
    SessionEndings,
    SessionGate,
    SessionGauges,
    SessionStream,
    SessionWatch,
    SignInFailures,
    SignInLock,
    SignOutProofs,
    ProofOfWork,
    SignUpEntry,
    SignUpGuards,
    SignUpService,
    SignUpTickets,
    StandingMails,
    RemoveSyntheticUsers,
    UserDeletion,
    UserDirectory,
    UserStanding,
  ],
  exports: [
    SessionGate,
    OperatorGate,
    UserDirectory,
    OperatorDirectory,
    OperatorMails,
    MeSections,
    PasswordRecovery,
    MailboxProofs,
  ],
})
export class AuthModule {}
