import { Card, CardContent, Stack, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { saidInPlace } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { LoadFailed } from '@purser/kit/console/ui/LoadFailed';
import { ShowBase, Title, useShowContext } from 'react-admin';
import { Actor, Subject } from './AuditNames.js';
import { type AuditRecord, changes } from './audit.js';

export function AuditShow() {
  return (
    <ShowBase queryOptions={saidInPlace}>
      <Title title="Audit entry" />
      <Entry />
    </ShowBase>
  );
}

function Entry() {
  const { record, error, refetch } = useShowContext<AuditRecord>();
  if (!record)
    return error ? <LoadFailed what="This entry" error={error as Error} retry={() => void refetch()} /> : null;
  const changed = changes(record.entry);
  const details = Object.entries(record.entry.detail ?? {});
  return (
    <Stack spacing={2} sx={{ py: 2 }}>
      <Card variant="outlined">
        <CardContent>
          <Facts
            rows={[
              ['Action', record.what],
              ['When', new Date(record.at).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'long' })],
              ['By', <Actor key="by" record={record} />],
              ['On', <Subject key="on" record={record} />],
              ['Workspace', record.workspaceId],
              ['Reason', record.entry.reason],
              [
                'From',
                [record.ip, record.entry.origin?.place, record.entry.origin?.userAgent].filter(Boolean).join(' · ') ||
                  null,
              ],
              ['Request', record.requestId],
              ['Chain', `${record.chain}, entry ${record.seq}, ${record.hash}`],
              ...details.map(([name, value]) => [name, text(value)] as const),
            ]}
          />
        </CardContent>
      </Card>
      {changed.length > 0 ? (
        <Card variant="outlined">
          <CardContent>
            <Typography variant="h6" component="h2" gutterBottom>
              What changed
            </Typography>
            <Table size="small">
              <TableHead>
                <TableRow>
                  <TableCell>Field</TableCell>
                  <TableCell>Before</TableCell>
                  <TableCell>After</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {changed.map(([name, before, after]) => (
                  <TableRow key={name}>
                    <TableCell component="th" scope="row">
                      {name}
                    </TableCell>
                    <TableCell>{text(before)}</TableCell>
                    <TableCell>{text(after)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </CardContent>
        </Card>
      ) : null}
    </Stack>
  );
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '—';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
