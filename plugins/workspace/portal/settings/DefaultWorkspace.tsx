import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { Section } from '@purser/kit/portal/ui/Section';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Offline } from './LeaveWorkspace.js';

const meKey = ['me'];

interface MeAtHome {
  readonly defaultWorkspaceId: string | null;
}

/** Where this person starts when neither the tab nor the account remembers one. Theirs alone; nobody else sees it. */
export function DefaultWorkspace() {
  const t = useMessages('workspace');
  const { api, online } = usePortal();
  const { id } = useWorkspace();
  const queries = useQueryClient();
  const { data: me } = useQuery({ queryKey: meKey, queryFn: () => api.get<MeAtHome>('/api/auth/me') });
  const { run, busy, error } = useSubmit(async (defaultWorkspaceId: string | null) => {
    await api.patch('/api/auth/me', { defaultWorkspaceId });
    queries.setQueryData<MeAtHome>(meKey, (old) => old && { ...old, defaultWorkspaceId });
  });
  return (
    <Section title={t('default.title')} intro={t('default.intro')}>
      <FormControlLabel
        disabled={!online || busy || !me}
        control={
          <Checkbox
            checked={me?.defaultWorkspaceId === id}
            onChange={(event) => void run(event.target.checked ? id : null)}
          />
        }
        label={t('default.label')}
      />
      <Typography variant="body2" color="textSecondary" sx={{ mt: 0.75 }}>
        {t('default.order')}
      </Typography>
      {online ? null : <Offline />}
      <Box role="status" sx={{ '&:not(:empty)': { mt: 1.5 } }}>
        {error ? <ErrorState error={error} plugin="workspace" /> : null}
      </Box>
    </Section>
  );
}
