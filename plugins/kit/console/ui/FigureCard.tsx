import { Card, CardActionArea, CardContent, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Link } from 'react-router-dom';

export interface FigureCardProps {
  readonly label: string;
  readonly value: ReactNode;
  /** A phrase below the figure. */
  readonly note?: string;
  /** Shown as needing attention. */
  readonly alarming?: boolean;
  /** The page that it counts. */
  readonly to?: string;
}

/** One figure with its name. */
export function FigureCard({ label, value, note, alarming, to }: FigureCardProps) {
  const content = (
    <CardContent>
      <Typography color="text.secondary" variant="body2">
        {label}
      </Typography>
      <Typography
        variant="h4"
        component="p"
        color={alarming ? 'error' : 'text.primary'}
        sx={{ fontVariantNumeric: 'tabular-nums' }}
      >
        {value}
      </Typography>
      {note ? (
        <Typography color="text.secondary" variant="caption">
          {note}
        </Typography>
      ) : null}
    </CardContent>
  );
  return (
    <Card variant="outlined" sx={{ height: '100%' }}>
      {to ? (
        <CardActionArea component={Link} to={to} sx={{ height: '100%' }}>
          {content}
        </CardActionArea>
      ) : (
        content
      )}
    </Card>
  );
}
