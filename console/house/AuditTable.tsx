import { Moment } from '@purser/kit/console/ui/Moment';
import { TwoLines } from '@purser/kit/console/ui/TwoLines';
import { DataTable } from 'react-admin';
import { Actor, Subject } from './AuditNames.js';
import type { AuditRecord } from './audit.js';

export function AuditTable() {
  return (
    <DataTable bulkActionButtons={false} rowClick="show" resource="audit">
      <DataTable.Col
        source="what"
        label="Action"
        render={(record: AuditRecord) => <TwoLines first={record.what} second={record.entry.reason} />}
      />
      <DataTable.Col label="By" render={(record: AuditRecord) => <Actor record={record} />} />
      <DataTable.Col label="On" render={(record: AuditRecord) => <Subject record={record} />} />
      <DataTable.Col source="at" label="When" render={(record: AuditRecord) => <Moment at={record.at} />} />
    </DataTable>
  );
}
