import { Box, LinearProgress, Stack, Typography } from '@mui/material';
import { bytes } from '@purser/kit/console/bytes';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { useId } from 'react';
import { useRecordContext } from 'react-admin';
import type { UsageLevel } from '../../records.js';
import { quotaOf, usageTones, usageWords } from './usageWords.js';

/** What the store holds of what it may hold; the level is as the last look of reconcile left it. */
export function StoreUsage() {
  const record = useRecordContext();
  const quota = record && quotaOf(record);
  if (!record || !quota || record.desired === 'purged') return null;
  const level: UsageLevel = record.usageLevel;
  return (
    <Box component="section" aria-label="Quota" sx={{ maxWidth: 720 }}>
      <Stack direction="row" sx={{ alignItems: 'center', flexWrap: 'wrap', gap: 1, mb: 1.5 }}>
        <Typography variant="h6" component="h2">
          Quota
        </Typography>
        <StatusChip label={usageWords[level]} tone={usageTones[level]} />
        <Typography variant="body2" color="text.secondary">
          {record.usageSince ? (
            <>
              since <Moment at={record.usageSince} />
              {' · '}
            </>
          ) : null}
          {quota.isOwn ? 'of this store alone' : 'as for every store'}
          {record.quotaWaived ? ' · opened by an operator although it is over' : ''}
        </Typography>
      </Stack>
      <Stack spacing={1.5}>
        <Bar
          label="Events"
          share={record.events / quota.events}
          warnAt={quota.warnAt}
          text={`${record.events.toLocaleString('en-GB')} of ${quota.events.toLocaleString('en-GB')}`}
        />
        <Bar
          label="Data"
          share={record.bytes / quota.bytes}
          warnAt={quota.warnAt}
          text={`${bytes(record.bytes)} of ${bytes(quota.bytes)}`}
        />
      </Stack>
    </Box>
  );
}

interface BarProps {
  readonly label: string;
  readonly share: number;
  readonly warnAt: number;
  readonly text: string;
}

function Bar({ label, share, warnAt, text }: BarProps) {
  const id = useId();
  const percent = (share * 100).toLocaleString('en-GB', { maximumFractionDigits: 1 });
  return (
    <div>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, justifyContent: 'space-between', mb: 0.5 }}>
        <Typography id={id} variant="body2" color="text.secondary">
          {label}
        </Typography>
        <Typography variant="body2" sx={{ fontVariantNumeric: 'tabular-nums' }}>
          {text} ({percent} %)
        </Typography>
      </Box>
      <LinearProgress
        variant="determinate"
        role="meter"
        aria-labelledby={id}
        aria-valuetext={text}
        value={Math.min(100, Math.round(share * 100))}
        color={share >= 1 ? 'error' : share >= warnAt ? 'warning' : 'primary'}
        sx={{ height: 6, borderRadius: 3, bgcolor: 'divider' }}
      />
    </div>
  );
}
