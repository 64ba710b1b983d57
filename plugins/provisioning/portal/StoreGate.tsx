import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { Later } from '@purser/kit/portal/ui/Later';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { type ReactNode, useEffect, useState } from 'react';
import { rememberOpen, wasOpen } from './knownStores.js';
import { StoreClosed } from './StoreClosed.js';
import { StoreFailed } from './StoreFailed.js';
import { StoreProgress } from './StoreProgress.js';
import { isOpen, useStoreStatus } from './useStoreStatus.js';

/** Opens when the workspace's store can be worked in; until then says how far it is. */
export default function StoreGate({ children }: { readonly children: ReactNode }) {
  const t = useMessages('provisioning');
  const { id, name } = useWorkspace();
  const { online } = usePortal();
  const [known] = useState(() => wasOpen(id));
  const { data, error: fresh, refetch } = useStoreStatus();
  const [error, setError] = useState<unknown>(null);
  // Each new try begins without an error: the page would say every two seconds that it is being set up.
  if (fresh && fresh !== error) setError(fresh);
  const missing = useProblemReader('provisioning')(error).code === 'store_not_found';
  const open = isOpen(data);
  const isFull = data?.conditions.some(({ reason }) => reason === 'over_quota_read_only');

  useEffect(() => {
    if (data) rememberOpen(id, open);
  }, [id, data, open]);

  // In one place of the tree, whether the server has answered yet: what is in here would open its store a second time.
  if (open || (!data && known))
    return (
      <>
        <Box role="status">
          {data?.mode === 'read_only' ? (
            <Alert severity="warning" sx={{ mb: 3 }}>
              <AlertTitle>{t(isFull ? 'readOnly.fullTitle' : 'readOnly.title', { workspace: name })}</AlertTitle>
              {t(isFull ? 'readOnly.fullText' : 'readOnly.text')}
            </Alert>
          ) : null}
        </Box>
        {children}
      </>
    );
  if (!data) {
    if (error && !missing)
      return (
        <>
          <PageHeading title={name} />
          <ErrorState error={error} plugin="provisioning" title={t('failedToAsk')} onRetry={() => void refetch()} />
        </>
      );
    return (
      <Later>
        {online || missing ? <StoreProgress status={null} /> : <ErrorState error={{ message: t('offline') }} />}
      </Later>
    );
  }
  if (data.course !== 'create' || data.phase === 'active')
    return <StoreClosed status={data} onRetry={() => void refetch()} />;
  return data.phase === 'failed' ? <StoreFailed status={data} /> : <StoreProgress status={data} />;
}
