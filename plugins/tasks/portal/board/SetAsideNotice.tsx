import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMessages } from '@purser/kit/portal/messages';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { saveJson } from '@purser/kit/saveFile';
import { useState } from 'react';
import { useSetAside } from './useSetAside.js';
import type { TaskStore } from './useTaskActions.js';

export interface SetAsideNoticeProps {
  readonly store: TaskStore;
}

/** After a restore: what this device had and the restored workspace has not. */
export function SetAsideNotice({ store }: SetAsideNoticeProps) {
  const t = useMessages('tasks');
  const { setAside, addAgain, discard } = useSetAside(store);
  const [asking, setAsking] = useState(false);
  if (!setAside) return null;
  const { events, at } = setAside;
  const name = `set-aside-${new Date(at).toISOString().slice(0, 10)}.json`;
  return (
    <Alert severity="warning" sx={{ mb: 3 }}>
      {t(setAside.why === 'closed' ? 'setAside.closedText' : 'setAside.text', { count: events.length })}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1 }}>
        <Button size="small" color="inherit" variant="outlined" onClick={() => void addAgain()}>
          {t('setAside.addAgain')}
        </Button>
        <Button size="small" color="inherit" onClick={() => saveJson(name, setAside)}>
          {t('setAside.download')}
        </Button>
        <Button size="small" color="inherit" onClick={() => setAsking(true)}>
          {t('setAside.discard')}
        </Button>
      </Box>
      <ConfirmDialog
        open={asking}
        title={t('setAside.discardTitle')}
        confirm={t('setAside.discard')}
        danger
        plugin="tasks"
        onConfirm={discard}
        onClose={() => setAsking(false)}
      >
        {t('setAside.discardText')}
      </ConfirmDialog>
    </Alert>
  );
}
