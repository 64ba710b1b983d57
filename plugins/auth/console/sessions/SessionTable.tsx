import { type Theme, useMediaQuery } from '@mui/material';
import { reasonWords } from '@purser/client/session/reasons';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord, useRecordContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { authPermissions } from '../../names.js';

interface SessionTableProps {
  /** Say whose each session is; not on the page of the person. */
  readonly person?: boolean;
}

/** Sessions of everyone (`person`) or of the person whose page it is. */
export function SessionTable({ person = false }: SessionTableProps) {
  const isSmall = useMediaQuery((theme: Theme) => theme.breakpoints.down('sm'));
  return isSmall ? <SmallTable person={person} /> : <WideTable person={person} />;
}

const personOf = (r: RaRecord) => <Link to={`/users/${r.userId}/show`}>{r.userEmail}</Link>;
const placeOf = (r: RaRecord) => [r.place ?? 'place not known', r.ip].filter(Boolean).join(' · ');

function WideTable({ person }: SessionTableProps) {
  return (
    <DataTable bulkActionButtons={false} rowClick={false} resource="sessions">
      {person ? <DataTable.Col source="userEmail" label="Person" render={personOf} /> : null}
      <DataTable.Col
        source="device"
        label="Device"
        disableSort
        render={(r: RaRecord) => (
          <TwoLines first={r.device} second={r.client === 'native' ? 'app' : null} minWidth={110} />
        )}
      />
      <DataTable.Col
        source="place"
        label="Place"
        disableSort
        render={(r: RaRecord) => <TwoLines first={r.place ?? 'not known'} second={r.ip} minWidth={80} />}
      />
      <DataTable.Col source="endedAt" label="State" render={(r: RaRecord) => <State of={r} />} />
      <DataTable.Col source="lastSeenAt" label="Last seen" render={(r: RaRecord) => <Moment at={r.lastSeenAt} />} />
      <DataTable.Col source="createdAt" label="Signed in" render={(r: RaRecord) => <Moment at={r.createdAt} />} />
      <DataTable.Col label="Actions" align="right">
        <EndSession />
      </DataTable.Col>
    </DataTable>
  );
}

/** What ends a session must not hide behind the edge of a small screen. */
function SmallTable({ person }: SessionTableProps) {
  return (
    <DataTable bulkActionButtons={false} rowClick={false} resource="sessions">
      <DataTable.Col
        source="lastSeenAt"
        label="Session"
        render={(r: RaRecord) => (
          <TwoLines
            minWidth={0}
            first={
              <>
                {r.device} <State of={r} />
              </>
            }
            second={
              <>
                {person ? <div>{personOf(r)}</div> : null}
                <div>{placeOf(r)}</div>
                <Moment at={r.lastSeenAt} />
              </>
            }
          />
        )}
      />
      <DataTable.Col label="Actions" align="right">
        <EndSession />
      </DataTable.Col>
    </DataTable>
  );
}

function State({ of: { state, endReason } }: { of: RaRecord }) {
  return (
    <TwoLines
      first={<StatusChip label={state} tone={state === 'active' ? 'good' : 'paused'} />}
      second={endReason ? reasonWords(endReason).title : null}
      minWidth={80}
    />
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
