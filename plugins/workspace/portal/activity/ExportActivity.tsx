import Download from '@mui/icons-material/DownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { saveFile } from '@purser/kit/saveFile';
import { type ActivityFilter, asked } from './useActivity.js';

/** What the filters show, as a table. That it was taken is noted too. */
export function ExportActivity({ filter }: { readonly filter: ActivityFilter }) {
  const t = useMessages('workspace');
  const { fetch, online } = usePortal();
  const { id } = useWorkspace();
  const { run, busy, error } = useSubmit(async () => {
    const query = new URLSearchParams({ ...asked(filter), format: 'csv' });
    const answer = await fetch(`/api/workspaces/${id}/audit/export?${query}`);
    if (!answer.ok) throw await answer.json();
    saveFile(`activity-${new Date().toISOString().slice(0, 10)}.csv`, await answer.blob());
  });
  return (
    <Box>
      <Button variant="outlined" startIcon={<Download />} loading={busy} disabled={!online} onClick={() => void run()}>
        {t('activity.export')}
      </Button>
      {error ? (
        <Box sx={{ mt: 1.5, maxWidth: { sm: 320 } }}>
          <ErrorState error={error} plugin="workspace" />
        </Box>
      ) : null}
    </Box>
  );
}
