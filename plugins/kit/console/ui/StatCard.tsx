import { Card, CardActionArea, CardContent, Skeleton, Typography } from '@mui/material';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';

export interface StatCardProps {
  readonly label: string;
  readonly resource: string;
  readonly filter?: Record<string, unknown>;
  /** A phrase below the number. */
  readonly note?: string;
  /** Shown as needing attention when above zero. */
  readonly alarming?: boolean;
}

/** One number of the dashboard; it links to the list that it counts. */
export function StatCard({ label, resource, filter = {}, note, alarming }: StatCardProps) {
  const { total, isPending, error } = useGetList(resource, {
    pagination: { page: 1, perPage: 1 },
    sort: { field: 'id', order: 'DESC' },
    filter,
  });
  const to = `/${resource}?filter=${encodeURIComponent(JSON.stringify(filter))}`;
  return (
    <Card variant="outlined" sx={{ height: '100%' }}>
      <CardActionArea component={Link} to={to} sx={{ height: '100%' }}>
        <CardContent>
          <Typography color="text.secondary" variant="body2">
            {label}
          </Typography>
          <Typography
            variant="h4"
            component="p"
            color={alarming && total ? 'error' : 'text.primary'}
            sx={{ fontVariantNumeric: 'tabular-nums' }}
          >
            {isPending ? <Skeleton width={64} /> : error ? 'not known' : total?.toLocaleString()}
          </Typography>
          {note ? (
            <Typography color="text.secondary" variant="caption">
              {note}
            </Typography>
          ) : null}
        </CardContent>
      </CardActionArea>
    </Card>
  );
}
