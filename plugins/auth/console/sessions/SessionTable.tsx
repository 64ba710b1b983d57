import { reasonWords } from '@purser/client/session/reasons';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { authPermissions } from '../../names.js';

/** Sessions of everyone (`person`) or of the person whose page it is. */
export function SessionTable({ person = false }: { person?: boolean }) {
  return (
    <DataTable bulkActionButtons={false} rowClick={false} resource="sessions">
      {person ? (
        <DataTable.Col
          source="userEmail"
          label="Person"
          render={(r: RaRecord) => <Link to={`/users/${r.userId}/show`}>{r.userEmail}</Link>}
        />
      ) : null}
      <DataTable.Col
        source="device"
        label="Device"
        disableSort
        render={(r: RaRecord) => <TwoLines first={r.device} second={r.client === 'native' ? 'app' : null} />}
      />
      <DataTable.Col
        source="place"
        label="Place"
        disableSort
        render={(r: RaRecord) => <TwoLines first={r.place ?? 'not known'} second={r.ip} />}
      />
      <DataTable.Col
        source="endedAt"
        label="State"
        render={(r: RaRecord) => (
          <TwoLines
            first={<StatusChip label={r.state} tone={r.state === 'active' ? 'good' : 'paused'} />}
            second={r.endReason ? reasonWords(r.endReason).title : null}
          />
        )}
      />
      <DataTable.Col source="lastSeenAt" label="Last seen" render={(r: RaRecord) => <Moment at={r.lastSeenAt} />} />
      <DataTable.Col source="createdAt" label="Signed in" render={(r: RaRecord) => <Moment at={r.createdAt} />} />
      <DataTable.Col label="Actions" align="right">
        <EndSession />
      </DataTable.Col>
    </DataTable>
  );
}

function EndSession() {
  const record = useRecordContext();
  if (record?.state !== 'active') return null;
  return (
    <ActionButton
      resource="sessions"
      verb="end"
      label="End"
      danger
      reason
      needs={authPermissions.endSession.name}
      explain="This device is signed out within two seconds and says why. What was not sent stays on it."
      done="Session ended."
    />
  );
}
