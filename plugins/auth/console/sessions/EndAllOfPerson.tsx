import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { authPermissions } from '../../names.js';

/** On a person's page: signs them out of everything. */
export function EndAllOfPerson() {
  return (
    <ActionButton
      resource="users"
      verb="end-sessions"
      label="End all sessions"
      danger
      reason
      needs={authPermissions.endSession.name}
      explain="Every device of this person is signed out within two seconds and says why. Nothing is deleted; what was not sent stays on the device."
      done="All sessions of this person were ended."
    />
  );
}
