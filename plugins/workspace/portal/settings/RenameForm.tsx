import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useDraft } from '@purser/kit/portal/useDraft';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkspaceRecord } from '../../records.js';
import { workspaceKey } from '../queries.js';

/** Sends the version it showed, so that two people who rename at once do not overwrite each other unseen. */
export function RenameForm({ record }: { readonly record: WorkspaceRecord }) {
  const t = useMessages('workspace');
  const { api, refreshPerson } = usePortal();
  const queries = useQueryClient();
  const draft = useDraft(`workspace.rename.${record.id}`, record.name);
  const [saved, setSaved] = useState(false);
  const read = useProblemReader('workspace');

  const { run, busy, error } = useSubmit(async () => {
    setSaved(false);
    const path = `/api/workspaces/${record.id}`;
    try {
      const renamed = await api.patch<WorkspaceRecord>(path, { name: draft.value.trim(), version: record.version });
      queries.setQueryData(workspaceKey(record.id), renamed);
      draft.forget();
      setSaved(true);
      await refreshPerson();
    } catch (thrown) {
      if (read(thrown).code === 'stale') await queries.invalidateQueries({ queryKey: workspaceKey(record.id) });
      throw thrown;
    }
  });

  const { code, fields } = read(error);
  const missing = draft.value.trim() === '';
  const nameProblem = missing
    ? t('create.nameMissing')
    : (fields.name ?? (code === 'name_taken' ? t('problems.name_taken') : undefined));
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!missing) void run();
      }}
      sx={{ display: 'grid', gap: 2.5, maxWidth: 560 }}
    >
      <TextEntry
        label={t('create.name')}
        name="name"
        value={draft.value}
        autoComplete="off"
        onChange={(event) => {
          setSaved(false);
          draft.change(event.target.value);
        }}
        problem={nameProblem}
      />
      {code === 'stale' ? (
        <Alert severity="warning">{t('settings.renamedMeanwhile', { name: record.name })}</Alert>
      ) : error && !nameProblem ? (
        <ErrorState error={error} plugin="workspace" />
      ) : null}
      <Box role="status" sx={{ '&:empty': { mt: -2.5 } }}>
        {saved ? <Alert severity="success">{t('settings.saved')}</Alert> : null}
      </Box>
      <SubmitButton busy={busy} disabled={missing || draft.value.trim() === record.name}>
        {t('settings.rename')}
      </SubmitButton>
    </Box>
  );
}
