import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { Section } from '@purser/kit/portal/ui/Section';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import type { DeletedWorkspaceRecord } from '../../records.js';
import { BringBackRefused } from './BringBackRefused.js';
import { useDeletedWorkspaces } from './useDeletedWorkspaces.js';

/** Nothing where nothing was deleted. */
export function DeletedWorkspaces() {
  const t = useMessages('workspace');
  const { query, rows, bringBack, dateOf } = useDeletedWorkspaces();
  if (rows.length === 0 && !query.error) return null;
  return (
    <Section title={t('deleted.title')} intro={t('deleted.intro')}>
      {query.error && !query.data ? (
        <ErrorState error={query.error} title={t('deleted.failed')} onRetry={() => void query.refetch()} />
      ) : null}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 2 }}>
        {rows.map((row) => (
          <DeletedRow key={row.id} row={row} until={dateOf(row)} onBringBack={() => bringBack(row)} />
        ))}
      </Box>
    </Section>
  );
}

interface DeletedRowProps {
  readonly row: DeletedWorkspaceRecord;
  readonly until: string;
  readonly onBringBack: () => Promise<void>;
}

function DeletedRow({ row, until, onBringBack }: DeletedRowProps) {
  const t = useMessages('workspace');
  const { navigate, online } = usePortal();
  const { run, busy, error } = useSubmit(async () => {
    await onBringBack();
    navigate(`/w/${row.id}`);
  });
  return (
    <Box component="li">
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap' }}>
        <Box sx={{ flex: 1, minWidth: 200 }}>
          <Typography component="p" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
            {row.name}
          </Typography>
          <Typography component="p" variant="body2" color="textSecondary">
            {t('deleted.until', { date: until })}
          </Typography>
        </Box>
        <Button
          variant="outlined"
          size="small"
          loading={busy}
          disabled={!online}
          aria-label={t('deleted.bringBackNamed', { name: row.name })}
          onClick={() => void run()}
        >
          {t('deleted.bringBack')}
        </Button>
      </Box>
      {error ? (
        <Box sx={{ mt: 1.5 }}>
          <BringBackRefused error={error} />
        </Box>
      ) : null}
    </Box>
  );
}
