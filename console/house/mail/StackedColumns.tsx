import {
  Box,
  Button,
  Card,
  CardContent,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useId, useState } from 'react';
import { columnName, countOf, type MailFigures, type Series, totalOf } from './mailSeries.js';

interface StackedColumnsProps {
  readonly title: string;
  readonly figures: Pick<MailFigures, 'columns' | 'unit'>;
  readonly series: readonly Series[];
  /** Said in the chart's place when there is nothing in it. */
  readonly nothing: string;
}

const HATCH = 'repeating-linear-gradient(45deg, transparent 0 3px, rgba(255,255,255,.45) 3px 5px)';

/** Counts by hour or day as columns, and the same as a table. */
export function StackedColumns({ title, figures, series, nothing }: StackedColumnsProps) {
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  const shown = series.filter((one) => totalOf(figures, one) > 0);
  return (
    <Card variant="outlined" component="section" aria-labelledby={titleId}>
      <CardContent>
        <Stack direction="row" sx={{ justifyContent: 'space-between', alignItems: 'center', gap: 1, mb: 1.5 }}>
          <Typography variant="h3" component="h2" id={titleId}>
            {title}
          </Typography>
          {shown.length > 0 ? (
            <Button size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? 'Show as chart' : 'Show as table'}
            </Button>
          ) : null}
        </Stack>
        {shown.length === 0 ? <Typography color="text.secondary">{nothing}</Typography> : null}
        {shown.length > 0 && asTable ? <AsTable title={title} figures={figures} series={shown} /> : null}
        {shown.length > 0 && !asTable ? <AsChart title={title} figures={figures} series={shown} /> : null}
      </CardContent>
    </Card>
  );
}

type Drawn = Omit<StackedColumnsProps, 'nothing'>;

function AsChart({ title, figures: { columns, unit }, series }: Drawn) {
  const sums = columns.map(({ counts }) => series.reduce((sum, one) => sum + countOf(counts, one), 0));
  const top = ceiling(Math.max(...sums));
  const summary = series.map((one) => `${one.label} ${totalOf({ columns }, one)}`).join(', ');
  const every = Math.ceil(columns.length / 8);
  return (
    <Box role="img" aria-label={`${title}: ${summary}. The table holds every figure.`}>
      <Box aria-hidden sx={{ display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', columnGap: 1 }}>
        <Stack sx={{ justifyContent: 'space-between', textAlign: 'right', height: 180 }}>
          {[top, top / 2, 0].map((value) => (
            <Typography key={value} variant="caption" color="text.secondary" sx={{ lineHeight: 1 }}>
              {value.toLocaleString('en')}
            </Typography>
          ))}
        </Stack>
        <Box
          sx={{
            display: 'flex',
            alignItems: 'flex-end',
            gap: { xs: '1px', sm: '3px' },
            height: 180,
            borderBottom: 1,
            borderColor: 'text.secondary',
            backgroundImage: (theme) =>
              `linear-gradient(${theme.palette.divider} 1px, transparent 1px), linear-gradient(transparent 50%, ${theme.palette.divider} 50%, ${theme.palette.divider} calc(50% + 1px), transparent calc(50% + 1px))`,
          }}
        >
          {columns.map(({ at, counts }) => (
            <Box
              key={at}
              title={`${columnName(at, unit)}: ${series.map((one) => `${one.label} ${countOf(counts, one)}`).join(', ')}`}
              sx={{ flex: 1, height: '100%', display: 'flex', flexDirection: 'column-reverse', minWidth: 0 }}
            >
              {series.map((one) => {
                const count = countOf(counts, one);
                if (count === 0) return null;
                return <Box key={one.label} sx={{ ...paint(one), height: `max(2px, ${(100 * count) / top}%)` }} />;
              })}
            </Box>
          ))}
        </Box>
        <span />
        <Box sx={{ display: 'flex', gap: { xs: '1px', sm: '3px' }, pt: 0.5 }}>
          {columns.map(({ at }, n) => (
            <Box key={at} sx={{ flex: 1, minWidth: 0, overflow: 'visible', whiteSpace: 'nowrap' }}>
              {n % every === 0 ? (
                <Typography
                  variant="caption"
                  color="text.secondary"
                  sx={{ display: { xs: n % (2 * every) === 0 ? 'inline' : 'none', sm: 'inline' } }}
                >
                  {columnName(at, unit)}
                </Typography>
              ) : null}
            </Box>
          ))}
        </Box>
      </Box>
      <Stack aria-hidden direction="row" sx={{ gap: 2, flexWrap: 'wrap', mt: 1.5 }}>
        {series.map((one) => (
          <Stack key={one.label} direction="row" sx={{ alignItems: 'center', gap: 0.75 }}>
            <Box sx={{ ...paint(one), width: 12, height: 12, borderRadius: '2px' }} />
            <Typography variant="body2">
              {one.label} {totalOf({ columns }, one).toLocaleString('en')}
            </Typography>
          </Stack>
        ))}
      </Stack>
    </Box>
  );
}

function AsTable({ title, figures: { columns, unit }, series }: Drawn) {
  return (
    <TableContainer sx={{ maxHeight: 300 }} tabIndex={0} role="region" aria-label={`${title}, as a table`}>
      <Table size="small" stickyHeader>
        <TableHead>
          <TableRow>
            <TableCell>{unit === 'hour' ? 'Hour (UTC)' : 'Day (UTC)'}</TableCell>
            {series.map(({ label }) => (
              <TableCell key={label} align="right">
                {label}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {columns.map(({ at, counts }) => (
            <TableRow key={at}>
              <TableCell component="th" scope="row">
                {columnName(at, unit)}
              </TableCell>
              {series.map((one) => (
                <TableCell key={one.label} align="right" sx={{ fontVariantNumeric: 'tabular-nums' }}>
                  {countOf(counts, one).toLocaleString('en')}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function paint({ colour, hatched }: Series) {
  return { bgcolor: colour, backgroundImage: hatched ? HATCH : undefined };
}

const STEPS = [1.2, 1.6, 2, 4, 6, 8, 10];

/** The next round number whose half is whole. */
function ceiling(value: number): number {
  const scale = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  const tops = STEPS.map((step) => Math.round(step * scale)).filter((top) => top % 2 === 0);
  return tops.find((top) => top >= value) ?? 10 * scale;
}
