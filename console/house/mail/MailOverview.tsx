import {
  Alert,
  Box,
  Button,
  Card,
  Skeleton,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  ToggleButton,
  ToggleButtonGroup,
} from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { FigureCard } from '@purser/kit/console/ui/FigureCard';
import { LoadFailed } from '@purser/kit/console/ui/LoadFailed';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Title, useDataProvider } from 'react-admin';
import { Link, useSearchParams } from 'react-router-dom';
import { countOf, duration, failures, type MailFigures, throughput, totalOf } from './mailSeries.js';
import { StackedColumns } from './StackedColumns.js';

const periods = { day: 'Last 24 hours', week: 'Last 7 days', month: 'Last 30 days' } as const;
type Period = keyof typeof periods;

/** Whether mails leave the house: how many, how fast, and which of them failed. */
export function MailOverview() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('period') ?? 'day';
  const period = asked in periods ? (asked as Period) : 'day';
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['mail-figures', period],
    queryFn: () => dataProvider.read<MailFigures>(`console/mail-figures?period=${period}`),
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
    retry: 1,
  });
  return (
    <Stack spacing={2} sx={{ py: 2 }}>
      <Title title="Mail overview" />
      <Stack direction="row" sx={{ gap: 2, alignItems: 'center', flexWrap: 'wrap' }}>
        <ToggleButtonGroup
          exclusive
          size="small"
          aria-label="Period"
          value={period}
          onChange={(_, chosen: Period | null) => {
            if (chosen) setSearch(chosen === 'day' ? {} : { period: chosen }, { replace: true });
          }}
        >
          {Object.entries(periods).map(([value, label]) => (
            <ToggleButton key={value} value={value} sx={{ textTransform: 'none', px: 1.5 }}>
              {label}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <Link to="/mails">All mails</Link>
      </Stack>
      {error && data ? (
        <Alert severity="warning" action={<Button onClick={() => void refetch()}>Retry</Button>}>
          These figures are of {new Date(dataUpdatedAt).toLocaleTimeString('en-GB')}; newer ones could not be loaded.
        </Alert>
      ) : null}
      {error && !data ? (
        <LoadFailed what="The figures of mails" error={error} retry={() => void refetch()} />
      ) : data ? (
        <Figures figures={data} />
      ) : (
        <>
          <Skeleton variant="rounded" height={104} />
          <Skeleton variant="rounded" height={290} />
        </>
      )}
    </Stack>
  );
}

function Figures({ figures }: { figures: MailFigures }) {
  const [sent, waiting, failed] = throughput.map((series) => totalOf(figures, series));
  const { seconds, waiting: now } = figures;
  const rate = sent || failed ? ((100 * (failed ?? 0)) / ((sent ?? 0) + (failed ?? 0))).toFixed(1) : null;
  return (
    <>
      <Box sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr 1fr', md: 'repeat(4, 1fr)' }, gap: 2 }}>
        <FigureCard
          label="Sent"
          value={sent?.toLocaleString('en') ?? '0'}
          note={waiting ? `${waiting} on their way` : 'nothing on its way'}
        />
        <FigureCard
          label="Failed"
          value={failed?.toLocaleString('en') ?? '0'}
          note={rate === null ? 'nothing was tried' : `${rate} % of what was tried`}
          alarming={Boolean(failed)}
        />
        <FigureCard
          label="Waiting now"
          value={now.count.toLocaleString('en')}
          note={now.oldestSeconds === null ? 'the queue is empty' : `the oldest for ${duration(now.oldestSeconds)}`}
          alarming={(now.oldestSeconds ?? 0) > 900}
        />
        <FigureCard
          label="Until handed over"
          value={seconds ? duration(seconds.median) : '—'}
          note={seconds ? `95 % within ${duration(seconds.p95)}` : 'nothing was handed over'}
        />
      </Box>
      <StackedColumns
        title="Mails by when they were queued"
        figures={figures}
        series={throughput}
        nothing="No mail was queued in this time. Sign-ups, recoveries and notices appear here."
      />
      <StackedColumns
        title="Failures"
        figures={figures}
        series={failures}
        nothing="Nothing failed, bounced or was complained about in this time."
      />
      {figures.templates.length > 0 ? <ByMail figures={figures} /> : null}
    </>
  );
}

function ByMail({ figures }: { figures: MailFigures }) {
  return (
    <Card variant="outlined">
      <TableContainer>
        <Table size="small" aria-label="By mail">
          <TableHead>
            <TableRow>
              <TableCell>Mail</TableCell>
              {throughput.map(({ label }) => (
                <TableCell key={label} align="right">
                  {label}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {figures.templates.map(({ template, counts }) => (
              <TableRow key={template}>
                <TableCell component="th" scope="row">
                  <Link to={`/mails?filter=${encodeURIComponent(JSON.stringify({ template }))}`}>{template}</Link>
                </TableCell>
                {throughput.map((series) => (
                  <TableCell key={series.label} align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                    {countOf(counts, series).toLocaleString('en')}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Card>
  );
}
