import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMessages } from '../messages.js';
import { usePortal, writtenAs } from '../portal.js';
import { ErrorState } from './ErrorState.js';
import { Later } from './Later.js';

export interface LoadedProps<T> {
  readonly query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch' | 'dataUpdatedAt' | 'fetchStatus'>;
  /** In the final layout; shown after 150 ms. */
  readonly skeleton: ReactNode;
  /** What could not be loaded, as a sentence. */
  readonly failed: string;
  readonly children: (data: T) => ReactNode;
}

/** The states of loaded data: skeleton, failure, and old data that says since when it is old. */
export function Loaded<T>({ query, skeleton, failed, children }: LoadedProps<T>) {
  const t = useMessages('portal');
  const { locale } = usePortal();
  const { data, error, refetch, dataUpdatedAt } = query;
  if (data === undefined) {
    if (error) {
      return (
        <Box sx={{ mb: 3, '&:last-child': { mb: 0 } }}>
          <ErrorState error={error} title={failed} onRetry={() => void refetch()} />
        </Box>
      );
    }
    if (query.fetchStatus === 'paused') return <Alert severity="info">{t('offline.nothingKept')}</Alert>;
    return (
      <Later>
        <Box role="status" aria-busy="true" aria-label={t('loading')}>
          {skeleton}
        </Box>
      </Later>
    );
  }
  const since = new Date(dataUpdatedAt).toLocaleTimeString(writtenAs[locale], { timeStyle: 'short' });
  return (
    <>
      {error ? (
        <Alert
          severity="warning"
          sx={{ mb: 2 }}
          action={
            <Button color="inherit" size="small" onClick={() => void refetch()}>
              {t('retry')}
            </Button>
          }
        >
          {t('stale', { since })}
        </Alert>
      ) : null}
      {children(data)}
    </>
  );
}
