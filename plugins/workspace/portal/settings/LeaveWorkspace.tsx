import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useWorkspaces } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { Section } from '@purser/kit/portal/ui/Section';
import { useState } from 'react';
import type { WorkspaceRecord } from '../../records.js';

/** The page that stands here afterwards says what is safe. */
export function LeaveWorkspace({ record }: { readonly record: WorkspaceRecord }) {
  const t = useMessages('workspace');
  const { online } = usePortal();
  const { leave } = useWorkspaces();
  const [asking, setAsking] = useState(false);
  return (
    <Section title={t('leave.title')} intro={t('leave.intro')}>
      <Button variant="outlined" color="error" disabled={!online} onClick={() => setAsking(true)}>
        {t('leave.action')}
      </Button>
      {online ? null : <Offline />}
      <ConfirmDialog
        open={asking}
        title={t('leave.ask', { name: record.name })}
        confirm={t('leave.action')}
        danger
        plugin="workspace"
        onConfirm={() => leave(record.id)}
        onClose={() => setAsking(false)}
      >
        {t('leave.text', { name: record.name })}
      </ConfirmDialog>
    </Section>
  );
}

/** Why a button that changes who may do what is off. */
export function Offline() {
  const t = useMessages('portal');
  return (
    <Typography variant="caption" color="textSecondary" component="p" sx={{ mt: 0.75 }}>
      {t('offline.action')}
    </Typography>
  );
}
