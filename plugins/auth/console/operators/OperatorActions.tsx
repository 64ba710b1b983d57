import { Stack } from '@mui/material';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { useRecordContext } from 'react-admin';
import { authPermissions } from '../../names.js';

const needs = authPermissions.manageOperators.name;

/** What one operator can do about another; each act asks and is written down. */
export function OperatorActions() {
  const record = useRecordContext();
  if (!record) return null;
  return (
    <Stack direction="row" sx={{ justifyContent: 'flex-end' }}>
      {record.disabledAt ? (
        <ActionButton
          verb="restore"
          label="Restore"
          needs={needs}
          reason
          explain={`${record.email} can sign in to the console again, with the roles shown here.`}
          done="The operator can sign in again."
        />
      ) : (
        <>
          {record.invited ? (
            <ActionButton
              verb="invite"
              label="Invite again"
              needs={needs}
              explain={`${record.email} gets a new mail to choose a first password; the link before stops working.`}
              done="The invitation is on its way."
            />
          ) : null}
          <ActionButton
            verb="end-sessions"
            label="End sessions"
            needs={needs}
            reason
            explain={`${record.email} is signed out of the console on every device within two seconds, and can sign in again.`}
            done="The operator’s sessions were ended."
          />
          <ActionButton
            verb="suspend"
            label="Suspend"
            danger
            needs={needs}
            reason
            explain={`${record.email} is signed out everywhere and cannot sign in to the console until restored.`}
            done="The operator is suspended."
          />
        </>
      )}
    </Stack>
  );
}
