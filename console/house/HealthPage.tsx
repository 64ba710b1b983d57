import {
  Alert,
  Button,
  Card,
  CardContent,
  Skeleton,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
} from '@mui/material';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { useQuery } from '@tanstack/react-query';
import { Title } from 'react-admin';

interface Health {
  status: string;
  details?: Record<string, { status: string; message?: string; detail?: string }>;
}

async function readHealth(): Promise<Health> {
  // An unhealthy house answers 503 with the same body; only silence is a failure of this page.
  const response = await fetch('/health');
  return (await response.json()) as Health;
}

/** What `/health` says, part by part, every ten seconds. */
export function HealthPage() {
  const { data, error, refetch } = useQuery({ queryKey: ['health'], queryFn: readHealth, refetchInterval: 10_000 });
  return (
    <Card variant="outlined" sx={{ my: 2 }}>
      <Title title="Health" />
      <CardContent>
        {error ? (
          <Alert severity="error" action={<Button onClick={() => refetch()}>Retry</Button>}>
            The server did not answer. Nothing is lost by that; what is shown here is the last it said.
          </Alert>
        ) : null}
        {data ? <Parts health={data} /> : <Skeleton height={240} variant="rounded" />}
      </CardContent>
    </Card>
  );
}

function Parts({ health }: { health: Health }) {
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          <TableCell>Part</TableCell>
          <TableCell>State</TableCell>
          <TableCell>Detail</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {Object.entries(health.details ?? {}).map(([part, report]) => (
          <TableRow key={part}>
            <TableCell component="th" scope="row">
              {part}
            </TableCell>
            <TableCell>
              <StatusChip label={report.status} tone={report.status === 'up' ? 'good' : 'bad'} />
            </TableCell>
            <TableCell>{report.detail ?? report.message ?? '—'}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
