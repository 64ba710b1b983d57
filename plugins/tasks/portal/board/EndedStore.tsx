import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import type { StoreEnd } from '@purser/client/sync/kept-store';
import { useMessages } from '@purser/kit/portal/messages';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { useState } from 'react';

export interface EndedStoreProps {
  readonly why: StoreEnd;
  readonly onClear: () => Promise<void>;
}

/** The local copy cannot be used: nothing is edited any more, and it can be loaded again. */
export function EndedStore({ why, onClear }: EndedStoreProps) {
  const t = useMessages('tasks');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Alert
        severity="warning"
        action={
          <Button color="inherit" onClick={() => setAsking(true)}>
            {t('ended.clear')}
          </Button>
        }
      >
        {t(why === 'restored' ? 'ended.restored' : 'ended.failed')}
      </Alert>
      <ConfirmDialog
        open={asking}
        title={t('ended.clearTitle')}
        confirm={t('ended.clear')}
        danger
        plugin="tasks"
        onConfirm={onClear}
        onClose={() => setAsking(false)}
      >
        {t('ended.clearText')}
      </ConfirmDialog>
    </>
  );
}
