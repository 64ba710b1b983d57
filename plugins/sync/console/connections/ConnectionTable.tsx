import { notOnPhone } from '@purser/kit/console/columns';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { Moment } from '@purser/kit/console/ui/Moment';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable, type RaRecord } from 'react-admin';
import { Link } from 'react-router-dom';
import { syncPermissions } from '../../names.js';
import { Standing } from './Standing.js';

interface ConnectionTableProps {
  readonly person?: boolean;
  /** Not where all of them are to one store. */
  readonly store?: boolean;
}

export function ConnectionTable({ person = false, store = true }: ConnectionTableProps) {
  return (
    <DataTable bulkActionButtons={false} rowClick={false} resource="connections">
      {person ? (
        <DataTable.Col
          label="Person"
          render={(r: RaRecord) =>
            r.userId ? (
              <TwoLines first={<Link to={`/users/${r.userId}/show`}>{r.name}</Link>} second={r.email} minWidth={100} />
            ) : (
              r.kind
            )
          }
        />
      ) : null}
      <DataTable.Col source="lag" label="Keeps up" disableSort render={(r: RaRecord) => <Standing connection={r} />} />
      {store ? (
        <DataTable.Col
          source="storeId"
          label="Store"
          sx={notOnPhone}
          render={(r: RaRecord) => (
            <TwoLines first={<Link to={`/stores/${r.storeId}/show`}>{r.storeId}</Link>} second={r.agent} />
          )}
        />
      ) : (
        <DataTable.Col
          label="Device"
          sx={notOnPhone}
          render={(r: RaRecord) => <TwoLines first={null} second={r.agent} />}
        />
      )}
      <DataTable.Col
        source="role"
        sx={notOnPhone}
        render={(r: RaRecord) => (r.readOnly ? `${r.role}, reads only` : r.role)}
      />
      <DataTable.Col
        source="connectedAt"
        label="Since"
        sx={notOnPhone}
        render={(r: RaRecord) => <Moment at={r.connectedAt} />}
      />
      <DataTable.Col label="Actions" align="right">
        <ActionButton
          resource="connections"
          verb="end"
          label="Close"
          reason
          needs={syncPermissions.endConnection.name}
          explain="The socket is closed. The device connects again by itself, unless its session has ended or the person was removed."
          done="Connection closed."
        />
      </DataTable.Col>
    </DataTable>
  );
}
