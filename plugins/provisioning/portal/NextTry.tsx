import Alert from '@mui/material/Alert';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, writtenAs } from '@purser/kit/portal/portal';
import type { StoreStatus } from '../records.js';

/** A step did not work and waits for its next try, which may be minutes away: nobody shall wonder why nothing moves. */
export function NextTry({ status }: { readonly status: StoreStatus | null }) {
  const t = useMessages('provisioning');
  const { locale } = usePortal();
  const last = status?.timeline.findLast((entry) => entry.kind === 'step');
  if (!status?.retryAt || last?.state === 'running') return null;
  const time = new Date(status.retryAt).toLocaleTimeString(writtenAs[locale], { timeStyle: 'short' });
  return (
    <Alert severity="warning" sx={{ my: 2 }}>
      {t('retryAt', { time })}
    </Alert>
  );
}
