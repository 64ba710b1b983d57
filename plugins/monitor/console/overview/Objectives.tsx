import { Box, Card, CardContent, LinearProgress, Typography } from '@mui/material';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import type { SloStanding } from '../../records.js';
import { share, sloWords } from '../words.js';

/** Of fewer than these, one alone would break an objective. */
const ENOUGH = 20;

/** What was promised for thirty days, and how much of what may fail is left. */
export function Objectives({ objectives }: { objectives: readonly SloStanding[] }) {
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', md: 'repeat(3, 1fr)' } }}>
      {objectives.map((standing) => (
        <Objective key={standing.slo} standing={standing} />
      ))}
    </Box>
  );
}

function Objective({ standing: { slo, objective, good, bad, budgetLeft, burns } }: { standing: SloStanding }) {
  const { title, promise } = sloWords[slo];
  const burning = burns.find((burn) => burn.burning);
  const broken = budgetLeft !== null && budgetLeft < 0 && good + bad >= ENOUGH;
  return (
    <Card variant="outlined" component="section" aria-label={title}>
      <CardContent>
        <Typography color="text.secondary" variant="body2" component="h2">
          {title}
        </Typography>
        <Typography
          variant="h4"
          component="p"
          color={broken || burning ? 'error' : 'text.primary'}
          sx={{ fontVariantNumeric: 'tabular-nums' }}
        >
          {good + bad === 0 ? 'Not measured' : share(good / (good + bad))}
        </Typography>
        <Typography variant="body2" color="text.secondary" sx={{ mb: 1.5 }}>
          Aim: {share(objective)} of the time {promise}, over 30 days
        </Typography>
        <LinearProgress
          role="meter"
          variant="determinate"
          value={100 * Math.max(0, Math.min(1, budgetLeft ?? 1))}
          color={broken || burning ? 'error' : 'success'}
          aria-label={`Error budget of ${title}`}
          sx={{ height: 8, borderRadius: 4, mb: 0.5 }}
        />
        <Typography variant="body2" sx={{ mb: 1 }}>
          {budgetWords(budgetLeft, good, bad)}
        </Typography>
        {burning ? (
          <StatusChip label={`Goes ${burning.rate.toFixed(1)}× too fast (${burning.windows.join(', ')})`} tone="bad" />
        ) : null}
      </CardContent>
    </Card>
  );
}

function budgetWords(left: number | null, good: number, bad: number): string {
  if (left === null) return 'Nothing was measured in 30 days.';
  if (good + bad < ENOUGH) return `${bad} of ${good + bad} failed; too few to judge.`;
  if (left < 0) return `The objective is broken: ${bad.toLocaleString('en')} failed.`;
  return `${Math.floor(left * 100)} % of the error budget is left; ${bad.toLocaleString('en')} failed.`;
}
