import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { useId } from 'react';
import type { StoreUsage } from '../../records.js';

export interface UsageBarProps {
  readonly label: string;
  readonly measured: StoreUsage['events'];
  readonly warnAt: number;
  readonly write: (value: number) => string;
  readonly unit?: string;
}

/** Used and allowed as a sentence, and as a bar for the eye. */
export function UsageBar({ label, measured: { used, quota }, warnAt, write, unit }: UsageBarProps) {
  const t = useMessages('provisioning');
  const id = useId();
  const share = used / quota;
  const of = t('usage.of', { used: write(used), quota: write(quota) });
  const said = unit ? `${of} ${unit}` : of;
  return (
    <div>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, justifyContent: 'space-between', mb: 0.75 }}>
        <Typography id={id} sx={{ fontWeight: 600 }}>
          {label}
        </Typography>
        <Typography variant="body2" color="textSecondary" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {said}
        </Typography>
      </Box>
      <LinearProgress
        variant="determinate"
        role="meter"
        aria-labelledby={id}
        aria-valuetext={said}
        value={Math.min(100, Math.round(share * 100))}
        color={share >= 1 ? 'error' : share >= warnAt ? 'warning' : 'secondary'}
        sx={{ height: 8, borderRadius: 4, bgcolor: 'divider' }}
      />
    </div>
  );
}
