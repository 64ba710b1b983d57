import { Alert, Box, Button, Paper, Skeleton, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Title } from 'react-admin';
import { Link } from 'react-router-dom';
import { useStanding } from '../useStanding.js';
import { Maintenance } from './Maintenance.js';
import { Objectives } from './Objectives.js';
import { Subjects } from './Subjects.js';

/** Whether the way works that people's devices take: what was promised, what is watched, and when it may fail. */
export function MonitorPage() {
  const { data, error, refetch } = useStanding();
  return (
    <Stack spacing={3} sx={{ my: 2 }}>
      <Title title="Monitoring" />
      {error ? (
        <Alert severity="error" action={<Button onClick={() => refetch()}>Retry</Button>}>
          The server did not say how things stand. The probes go on; what is shown here is the last it said.
        </Alert>
      ) : null}
      {data?.openIncidents ? (
        <Alert
          severity="error"
          action={
            <Button component={Link} to={`/incidents?filter=${encodeURIComponent('{"open":true}')}`} color="inherit">
              Look at it
            </Button>
          }
        >
          {data.openIncidents === 1 ? 'One incident is open.' : `${data.openIncidents} incidents are open.`}
        </Alert>
      ) : null}
      {data ? (
        <>
          <Objectives objectives={data.objectives} />
          <Section title="What is watched">
            <Subjects subjects={data.subjects} />
          </Section>
          <Section title="Maintenance">
            <Maintenance windows={data.maintenance} />
          </Section>
        </>
      ) : error ? null : (
        <Skeleton height={320} variant="rounded" />
      )}
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper variant="outlined" component="section" aria-label={title} sx={{ p: 2 }}>
      <Typography variant="h6" component="h2" gutterBottom>
        {title}
      </Typography>
      <Box>{children}</Box>
    </Paper>
  );
}
