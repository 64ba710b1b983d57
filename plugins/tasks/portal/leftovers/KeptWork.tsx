import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { SetAside } from '@purser/client/sync/set-aside';
import { useMessages } from '@purser/kit/portal/messages';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import type { KeptDraft } from '@purser/kit/portal/useDraft';
import { saveJson } from '@purser/kit/saveFile';
import { useState } from 'react';
import { readableWork } from './readableWork.js';

export interface KeptWorkProps {
  readonly workspaceName: string;
  readonly setAside: SetAside | null;
  readonly drafts: readonly KeptDraft[];
  readonly onDiscard: () => Promise<void>;
}

/** What was theirs and never sent: to take along, or to drop. Until then it stays. */
export function KeptWork({ workspaceName, setAside, drafts, onDiscard }: KeptWorkProps) {
  const t = useMessages('tasks');
  const [asking, setAsking] = useState(false);
  const [gone, setGone] = useState(false);
  const count = setAside?.events.length ?? 0;
  if (gone) return null;
  const day = new Date().toISOString().slice(0, 10);
  return (
    <Alert severity="warning" role="status" sx={{ mb: 3 }}>
      <Typography component="h2" variant="subtitle1" sx={{ color: 'inherit' }}>
        {t('leftovers.title')}
      </Typography>
      {count > 0 ? t('leftovers.kept', { count }) : null} {drafts.length > 0 ? t('leftovers.typed') : null}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 1.5 }}>
        <Button
          size="small"
          color="inherit"
          variant="outlined"
          onClick={() => saveJson(`not-sent-${day}.json`, readableWork(workspaceName, setAside, drafts))}
        >
          {t('leftovers.download')}
        </Button>
        <Button size="small" color="inherit" onClick={() => setAsking(true)}>
          {t('leftovers.discard')}
        </Button>
      </Box>
      <ConfirmDialog
        open={asking}
        title={t('leftovers.discardTitle')}
        confirm={t('leftovers.discard')}
        danger
        plugin="tasks"
        onConfirm={async () => {
          await onDiscard();
          setGone(true);
        }}
        onClose={() => setAsking(false)}
      >
        {t('leftovers.discardText')}
      </ConfirmDialog>
    </Alert>
  );
}
