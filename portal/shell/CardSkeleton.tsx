import Box from '@mui/material/Box';
import { Later } from '@purser/kit/portal/ui/Later';

const bars = [
  { key: 'title', width: '55%', height: 30, mb: 1.5 },
  { key: 'intro', width: '85%', height: 18, mb: 4 },
  { key: 'first', width: '100%', height: 42, mb: 3 },
  { key: 'second', width: '100%', height: 42, mb: 3 },
  { key: 'action', width: '100%', height: 48, mb: 0 },
];

/** A form that is on its way. Plain boxes, because the sign-in page has no room for MUI's skeleton. */
export function CardSkeleton() {
  return (
    <Later>
      {bars.map(({ key, ...bar }) => (
        <Box key={key} sx={{ ...bar, bgcolor: 'action.hover', borderRadius: 1 }} />
      ))}
    </Later>
  );
}
