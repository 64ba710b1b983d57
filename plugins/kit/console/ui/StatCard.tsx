import { Skeleton } from '@mui/material';
import { useGetList } from 'react-admin';
import { FigureCard } from './FigureCard.js';

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
    <FigureCard
      label={label}
      value={isPending ? <Skeleton width={64} /> : error ? 'not known' : total?.toLocaleString()}
      note={note}
      alarming={alarming && Boolean(total)}
      to={to}
    />
  );
}
