import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { putWorkspace, workspaceKeys } from '@purser/client/react/workspace-rows';
import { useMembers } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ChoiceEntry } from '@purser/kit/portal/ui/ChoiceEntry';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { Section } from '@purser/kit/portal/ui/Section';
import { usePasswordOnce } from '@purser/kit/portal/ui/usePasswordOnce';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkspaceRecord } from '../../records.js';
import { Offline } from './LeaveWorkspace.js';

/** One act: that person becomes an owner, and this one an admin. */
export function TransferForm({ record }: { readonly record: WorkspaceRecord }) {
  const t = useMessages('workspace');
  const { api, person, online } = usePortal();
  const queries = useQueryClient();
  const { members = [], query } = useMembers(record.id);
  const [chosen, setChosen] = useState('');
  const [asking, setAsking] = useState(false);
  const others = members.filter(({ userId }) => userId !== person?.id);
  const heir = others.find(({ userId }) => userId === chosen);
  const { run, field, forget } = usePasswordOnce('workspace', t('password.label'), async () => {
    const body = { userId: chosen, version: record.version };
    putWorkspace(queries, await api.post<WorkspaceRecord>(`/api/workspaces/${record.id}/transfer`, body));
    await queries.invalidateQueries({ queryKey: workspaceKeys.members(record.id) });
  });
  return (
    <Section title={t('transfer.title')} intro={t('transfer.intro')}>
      {query.data === undefined ? (
        // Nobody is told to be alone because their members could not be read.
        <Loaded query={query} failed={t('members.failed')} skeleton={<Skeleton variant="rounded" height={64} />}>
          {() => null}
        </Loaded>
      ) : others.length === 0 ? (
        <Typography color="textSecondary">{t('transfer.nobody')}</Typography>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (heir) setAsking(true);
          }}
        >
          <ChoiceEntry
            label={t('transfer.to')}
            value={chosen}
            onChoose={setChosen}
            options={[
              ['', t('transfer.choose')],
              ...others.map(({ userId, name, email }) => [userId, `${name} (${email})`] as const),
            ]}
          />
          <Button type="submit" variant="outlined" disabled={!heir || !online} sx={{ mt: 2 }}>
            {t('transfer.action')}
          </Button>
          {online ? null : <Offline />}
        </form>
      )}
      <ConfirmDialog
        open={asking}
        title={t('transfer.ask', { workspace: record.name, name: heir?.name ?? '' })}
        confirm={t('transfer.action')}
        danger
        plugin="workspace"
        onConfirm={run}
        onClose={() => {
          setAsking(false);
          forget();
        }}
      >
        {t('transfer.text', { name: heir?.name ?? '' })}
        {field ? <Box sx={{ mt: 2 }}>{field}</Box> : null}
      </ConfirmDialog>
    </Section>
  );
}
