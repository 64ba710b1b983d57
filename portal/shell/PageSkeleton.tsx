import Skeleton from '@mui/material/Skeleton';
import { Later } from '@purser/kit/portal/ui/Later';

/** A page that is on its way: heading, a line, and a card. */
export function PageSkeleton() {
  return (
    <Later>
      <Skeleton variant="text" width="min(280px, 60%)" height={44} />
      <Skeleton variant="text" width="min(420px, 80%)" sx={{ mb: 3 }} />
      <Skeleton variant="rounded" height={220} sx={{ borderRadius: 1.5 }} />
    </Later>
  );
}
