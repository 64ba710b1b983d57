import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useWorkspaces } from '@purser/client/react/workspaces';
import { usePendingEdits, useRefusedEdits } from '@purser/client/react/workspaces-provider';
import { useMessages } from '@purser/kit/portal/messages';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useDraft } from '@purser/kit/portal/useDraft';
import { type FormEvent, useRef, useState } from 'react';
import type { WorkspaceRecord } from '../../records.js';

/** Sends the version it showed, so that two people who rename at once do not overwrite each other unseen. */
export function RenameForm({ record }: { readonly record: WorkspaceRecord }) {
  const t = useMessages('workspace');
  const { rename } = useWorkspaces();
  const draft = useDraft(`workspace.rename.${record.id}`, record.name);
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<'idle' | 'busy' | 'saved'>('idle');
  const read = useProblemReader('workspace');
  const row = `workspace ${record.id}`;
  const refused = useRefusedEdits().refused.find((entry) => entry.row === row && entry.edit.act === 'rename');
  const isWaiting = usePendingEdits().some((entry) => entry.row === row && entry.phase === 'queued');
  const error = refused?.problem ?? null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (missing || state === 'busy') return;
    setState('busy');
    try {
      const { state: outcome } = await rename(record, draft.value.trim());
      draft.forget();
      setState(outcome === 'done' ? 'saved' : 'idle');
    } catch {
      // The reason is told below, by what was taken back.
      setState('idle');
      field.current?.focus();
    }
  };

  const { code, fields } = read(error);
  const missing = draft.value.trim() === '';
  const nameProblem = missing
    ? t('create.nameMissing')
    : (fields.name ?? (code === 'name_taken' ? t('problems.name_taken') : undefined));
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => void submit(event)}
      sx={{ display: 'flex', flexDirection: 'column', gap: 2.5, maxWidth: 560 }}
    >
      <TextEntry
        label={t('create.name')}
        name="name"
        value={draft.value}
        autoComplete="off"
        inputRef={field}
        onChange={(event) => {
          setState('idle');
          draft.change(event.target.value);
        }}
        problem={nameProblem}
      />
      <Box role="status" aria-live="polite" sx={{ '&:empty': { mt: -2.5 } }}>
        {code === 'stale' ? (
          <Alert role="none" severity="warning">
            {t('settings.renamedMeanwhile', { name: nameNow(refused?.current, record) })}
          </Alert>
        ) : error && !nameProblem ? (
          <ErrorState error={error} plugin="workspace" />
        ) : isWaiting ? (
          <Alert role="none" severity="info">
            {t('settings.renameWaits')}
          </Alert>
        ) : state === 'saved' ? (
          <Alert role="none" severity="success">
            {t('settings.saved')}
          </Alert>
        ) : null}
      </Box>
      <SubmitButton
        busy={state === 'busy'}
        needsNetwork={false}
        disabled={missing || draft.value.trim() === record.name}
      >
        {t('settings.rename')}
      </SubmitButton>
    </Box>
  );
}

function nameNow(current: unknown, record: WorkspaceRecord): string {
  return (current as WorkspaceRecord | null)?.name ?? record.name;
}
