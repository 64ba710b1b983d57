import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { useRecordContext } from 'react-admin';
import { resetPermissions } from '../names.js';

const outcomes: Readonly<Record<string, string>> = {
  mailed: 'The recovery mail is on its way.',
  held: 'A recovery mail was sent a moment ago; no other one was sent.',
};

/** The mail a person would get by "Forgot your password?"; operators never see or set a password. */
export function SendRecovery() {
  const record = useRecordContext();
  // Operators keep this person out: a new password would not let them in.
  if (!record || record.disabledAt) return null;
  return (
    <ActionButton
      verb="recovery"
      label="Send recovery mail"
      needs={resetPermissions.start.name}
      reason
      explain={`${record.email} gets a mail to choose a new password. Nothing changes until they have chosen one; then every device of theirs is signed out.`}
      done={({ outcome }) => outcomes[outcome] ?? 'This account is suspended; no mail was sent.'}
    />
  );
}
