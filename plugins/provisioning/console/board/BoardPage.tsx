import Run from '@mui/icons-material/SyncOutlined';
import { Alert, Box, Button, Paper, Skeleton, Stack, Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Title, useDataProvider } from 'react-admin';
import { provisioningPermissions } from '../../names.js';
import type { ProvisioningBoard, ReconcileRound } from '../../records.js';
import { DriftTable } from './DriftTable.js';
import { Figures } from './Figures.js';
import { Rounds } from './Rounds.js';
import { WorkTable } from './WorkTable.js';

const EVERY_MS = 5_000;

/** How the work on stores goes: what waits, what is worked on, and what reconcile found. */
export function BoardPage() {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const { data, error, refetch } = useQuery({
    queryKey: ['provisioning'],
    queryFn: () => dataProvider.read<ProvisioningBoard>('console/provisioning'),
    refetchInterval: EVERY_MS,
  });
  const reconcile = async (reason: string) => {
    const round = await dataProvider.post<ReconcileRound>('console/provisioning/reconcile', { reason });
    await refetch();
    if (round.state === 'failed') throw new Error(`The round broke off: ${round.error}`);
    return 'The round is done.';
  };
  return (
    <Stack spacing={3} sx={{ my: 2 }}>
      <Title title="Provisioning" />
      {error ? (
        <Alert severity="error" action={<Button onClick={() => refetch()}>Retry</Button>}>
          The server did not say how the work goes. It goes on; what is shown here is the last it said.
        </Alert>
      ) : null}
      {data ? (
        <>
          <Figures board={data} />
          <Section title="Worked on now">
            <WorkTable work={data.work} />
          </Section>
          <Section
            title="Reconcile"
            action={
              <AskButton
                label="Run now"
                title="Reconcile now"
                icon={<Run />}
                reason
                needs={provisioningPermissions.reconcile.name}
                explain="Compares every workspace with its store and adds what is missing. It runs each minute by itself; nothing that works is touched."
                act={reconcile}
              />
            }
          >
            <DriftTable drift={data.drift} />
            <Rounds rounds={data.rounds} />
          </Section>
        </>
      ) : error ? null : (
        <Skeleton height={320} variant="rounded" />
      )}
    </Stack>
  );
}

function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <Paper variant="outlined" component="section" aria-label={title} sx={{ p: 2 }}>
      <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center', mb: 1 }}>
        <Typography variant="h6" component="h2">
          {title}
        </Typography>
        {action}
      </Stack>
      <Box>{children}</Box>
    </Paper>
  );
}
