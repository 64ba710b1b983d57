import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { RecordActions } from '@purser/kit/console/ui/RecordActions';
import { useRecordContext } from 'react-admin';
import { workspacePermissions } from '../../names.js';
import { DeleteWorkspace } from './DeleteWorkspace.js';
import { SetSeats } from './SetSeats.js';
import { TransferWorkspace } from './TransferWorkspace.js';

/** What an operator can do with a whole workspace; each act asks for a reason and is written down. */
export function WorkspaceActions() {
  const record = useRecordContext();
  if (!record) return null;
  if (record.state === 'deleted') {
    return (
      <RecordActions on="workspaces">
        <ActionButton
          verb="undelete"
          label="Bring back"
          title={`Bring back ${record.name}`}
          reason
          needs={workspacePermissions.delete.name}
          explain="Its members can open it again, with everything as it was when it was deleted."
          done="The workspace is back."
        />
      </RecordActions>
    );
  }
  return (
    <RecordActions on="workspaces">
      <TransferWorkspace />
      <SetSeats />
      {record.state === 'suspended' ? (
        <ActionButton
          verb="resume"
          label="Resume"
          title={`Resume ${record.name}`}
          reason
          needs={workspacePermissions.suspend.name}
          explain="Its members can work again, with everything as it was."
          done="The workspace is active again."
        />
      ) : (
        <ActionButton
          verb="suspend"
          label="Suspend"
          title={`Suspend ${record.name}`}
          danger
          reason
          needs={workspacePermissions.suspend.name}
          explain="Nothing can be changed in it until it is resumed, and open connections are closed within seconds. Nothing is deleted; what was not sent stays on the devices."
          done="The workspace is suspended."
        />
      )}
      <DeleteWorkspace />
    </RecordActions>
  );
}
