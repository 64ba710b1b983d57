import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import { useMessages } from '@purser/kit/portal/messages';
import { Later } from '@purser/kit/portal/ui/Later';

const WIDTHS = ['62%', '45%', '71%'];

/** The list before its content is there, in its own layout. */
export function BoardSkeleton() {
  const t = useMessages('tasks');
  return (
    <Later>
      <Box role="status" aria-label={t('loading')} sx={{ maxWidth: 760 }}>
        <Skeleton variant="rounded" height={52} sx={{ mb: 3 }} />
        {WIDTHS.map((width) => (
          <Box key={width} sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minHeight: 52 }}>
            <Skeleton variant="rounded" width={22} height={22} />
            <Skeleton width={width} height={24} />
          </Box>
        ))}
      </Box>
    </Later>
  );
}
