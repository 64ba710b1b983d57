import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { RecordActions } from '@purser/kit/console/ui/RecordActions';
import { useRecordContext } from 'react-admin';
import { authPermissions } from '../../names.js';
import { EndAllOfPerson } from '../sessions/EndAllOfPerson.js';

const tellReason = { field: 'tellReason', label: 'Tell the person this reason in the mail' };

/** What an operator can do for or to a person; each act asks and is written down. */
export function UserActions() {
  const record = useRecordContext();
  if (!record) return null;
  return (
    <RecordActions on="users">
      {record.confirmedAt ? null : (
        <ActionButton
          verb="confirm"
          label="Confirm address"
          needs={authPermissions.confirmUser.name}
          reason
          explain={`The person can sign in without opening the mail. Do this only when you are sure that ${record.email} is theirs.`}
          done="Address confirmed."
        />
      )}
      <EndAllOfPerson />
      {record.disabledAt ? (
        <ActionButton
          verb="restore"
          label="Restore"
          needs={authPermissions.suspendUser.name}
          reason
          tick={tellReason}
          explain="The person can sign in again and is told by mail. Their workspaces and data were never touched."
          done="The account is active again."
        />
      ) : (
        <ActionButton
          verb="suspend"
          label="Suspend"
          danger
          needs={authPermissions.suspendUser.name}
          reason
          tick={tellReason}
          explain="The person is signed out everywhere and cannot sign in until restored. They are told by mail. Nothing is deleted."
          done="The account is suspended."
        />
      )}
      <ActionButton
        verb="delete"
        label="Delete account"
        danger
        needs={authPermissions.deleteUser.name}
        reason
        explain="For good: name, address and password are erased, every device is signed out, and the person leaves all workspaces. While they are the only owner of one, nothing is deleted. They are told by mail."
        done="The account was deleted."
      />
    </RecordActions>
  );
}
