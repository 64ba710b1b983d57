import Download from '@mui/icons-material/DownloadOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Card from '@mui/material/Card';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace, writtenAs } from '@purser/kit/portal/portal';
import { EmptyState } from '@purser/kit/portal/ui/EmptyState';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { saveFrom } from '@purser/kit/saveFile';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { DownloadLink, WorkspaceExport } from '../records.js';
import { RestoreRequests } from './RestoreRequests.js';

const FOLLOW_MS = 2_000;
const isOpen = ({ state }: WorkspaceExport) => state === 'queued' || state === 'running';
const isReady = ({ state }: WorkspaceExport) => state === 'uploaded' || state === 'verified';

/** What owners take along of their workspace. */
export default function Exports() {
  const t = useMessages('backup');
  const { api, online } = usePortal();
  const { id } = useWorkspace();
  const queries = useQueryClient();
  const queryKey = ['workspace-exports', id];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => api.get<WorkspaceExport[]>(`/api/workspaces/${id}/exports`, { signal }),
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? FOLLOW_MS : false),
  });
  const { run, busy, error } = useSubmit(async () => {
    await api.post(`/api/workspaces/${id}/exports`, {});
    await queries.invalidateQueries({ queryKey });
  });
  const isBusy = query.data?.some(isOpen) ?? false;
  return (
    <>
      <PageHeading
        title={t('title')}
        intro={t('intro')}
        actions={
          <Button variant="contained" loading={busy} disabled={!online || isBusy} onClick={() => void run()}>
            {t('ask')}
          </Button>
        }
      />
      {error ? <ErrorState error={error} plugin="backup" /> : null}
      <Typography role="status" sx={{ mb: 2 }}>
        {isBusy ? t('asked') : ''}
      </Typography>
      <Loaded query={query} failed={t('failedToLoad')} skeleton={<Skeleton variant="rounded" height={120} />}>
        {(exports) =>
          exports.length === 0 ? (
            <EmptyState title={t('none')} />
          ) : (
            <Card>
              <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                {exports.map((each) => (
                  <ExportRow key={each.id} row={each} />
                ))}
              </Box>
            </Card>
          )
        }
      </Loaded>
      <RestoreRequests exported={query.isPending ? undefined : (query.data?.filter(isReady).length ?? 0)} />
    </>
  );
}

function ExportRow({ row }: { readonly row: WorkspaceExport }) {
  const { id, state, requestedAt, expiresAt } = row;
  const t = useMessages('backup');
  const { api, locale, online } = usePortal();
  const workspace = useWorkspace();
  const { run, busy, error } = useSubmit(async (file: 'json' | 'archive' | 'manifest') => {
    const { url } = await api.post<DownloadLink>(`/api/workspaces/${workspace.id}/exports/${id}/links`, { file });
    saveFrom(url);
  });
  const at = (moment: string) =>
    new Date(moment).toLocaleString(writtenAs[locale], { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 2,
        px: { xs: 2.5, sm: 3 },
        py: 2,
        borderTop: 1,
        borderColor: 'divider',
        '&:first-of-type': { borderTop: 0 },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 180 }}>
        <Typography component="time" dateTime={requestedAt} sx={{ fontWeight: 500 }}>
          {at(requestedAt)}
        </Typography>
        <Typography variant="body2" color="text.secondary">
          {t(`states.${state}`)}
          {isReady(row) && expiresAt ? `, ${t('expires', { time: at(expiresAt) })}` : ''}
        </Typography>
      </Box>
      {isReady(row) ? (
        <Button
          variant="outlined"
          startIcon={<Download />}
          loading={busy}
          disabled={!online}
          aria-label={t('downloadOf', { time: at(requestedAt) })}
          onClick={() => void run('json')}
        >
          {t('download')}
        </Button>
      ) : null}
      {isReady(row) ? (
        <Box sx={{ flexBasis: '100%', '& .MuiButton-root:first-of-type': { ml: -1.5 } }}>
          <Typography variant="body2" color="text.secondary">
            {t('asItIs')}
          </Typography>
          {(['archive', 'manifest'] as const).map((file) => (
            <Button
              key={file}
              size="small"
              disabled={!online || busy}
              aria-label={t(`${file}Of`, { time: at(requestedAt) })}
              onClick={() => void run(file)}
            >
              {t(file)}
            </Button>
          ))}
        </Box>
      ) : null}
      {error ? <ErrorState error={error} plugin="backup" /> : null}
    </Box>
  );
}
