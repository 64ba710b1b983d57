import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { noteEnding, workspaceKeys } from '@purser/client/react/workspace-rows';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { Section } from '@purser/kit/portal/ui/Section';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { usePasswordOnce } from '@purser/kit/portal/ui/usePasswordOnce';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DeletedWorkspaceRecord, WorkspaceRecord } from '../../records.js';
import { Offline } from './LeaveWorkspace.js';

/** Asks for the name by hand. It can be brought back for as long as the page that follows says. */
export function DeleteWorkspace({ record }: { readonly record: WorkspaceRecord }) {
  const t = useMessages('workspace');
  const { api, online, refreshPerson } = usePortal();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState('');
  const { run, field, forget } = usePasswordOnce('workspace', t('password.label'), async () => {
    const body = { name: typed, version: record.version };
    const deleted = await api.delete<DeletedWorkspaceRecord>(`/api/workspaces/${record.id}`, body);
    noteEnding(queries, record.id, 'deleted');
    queries.setQueryData<DeletedWorkspaceRecord[]>(workspaceKeys.deleted, (rows) => [...(rows ?? []), deleted]);
    await refreshPerson();
  });
  return (
    <Section title={t('delete.title')} intro={t('delete.intro')}>
      <Button variant="outlined" color="error" disabled={!online} onClick={() => setAsking(true)}>
        {t('delete.action')}
      </Button>
      {online ? null : <Offline />}
      <ConfirmDialog
        open={asking}
        title={t('delete.ask', { name: record.name })}
        confirm={t('delete.action')}
        danger
        plugin="workspace"
        onConfirm={run}
        onClose={() => {
          setAsking(false);
          setTyped('');
          forget();
        }}
      >
        {t('delete.text', { count: record.members })}
        <Box sx={{ display: 'grid', gap: 2, mt: 2 }}>
          <TextEntry
            label={t('delete.type', { name: record.name })}
            name="typed-name"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          {field}
        </Box>
      </ConfirmDialog>
    </Section>
  );
}
