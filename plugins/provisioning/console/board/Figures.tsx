import { Grid } from '@mui/material';
import { FigureCard, type FigureCardProps } from '@purser/kit/console/ui/FigureCard';
import type { BoardFigures } from '../../records.js';

const seconds = (s: number) => (s < 120 ? `${s.toFixed(s < 10 ? 1 : 0)} s` : `${Math.round(s / 60)} min`);
const ready = (ms: number | null) => (ms === null ? '—' : seconds(ms / 1000));

export function Figures({ board }: { board: BoardFigures }) {
  const failed = `/stores?filter=${encodeURIComponent('{"phase":"failed"}')}`;
  return (
    <Grid container spacing={2}>
      <Figure label="Waiting" value={board.waiting.toLocaleString()} />
      <Figure label="Working" value={board.working.toLocaleString()} />
      <Figure label="Failed" value={board.failed.toLocaleString()} alarming={board.failed > 0} to={failed} />
      <Figure label="Oldest pending" value={board.oldestPendingS === null ? '—' : seconds(board.oldestPendingS)} />
      <Figure label="Ready per minute" value={board.readyPerMinute.toFixed(1)} note="last five minutes" />
      <Figure
        label="Time to ready"
        value={ready(board.readyP50Ms)}
        note={`median of the last hour; p95 ${ready(board.readyP95Ms)}`}
      />
    </Grid>
  );
}

function Figure(figure: FigureCardProps) {
  return (
    <Grid size={{ xs: 6, sm: 4, lg: 2 }}>
      <FigureCard {...figure} />
    </Grid>
  );
}
