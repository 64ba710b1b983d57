import { Alert, AlertTitle, List, ListItem } from '@mui/material';
import { Link } from 'react-router-dom';
import type { Drift, DriftKind } from '../../records.js';

const words: Record<DriftKind, string> = {
  missing: 'has no store',
  unheard: 'has not heard what it shall be',
  forgotten: 'outlived its workspace',
  unattended: 'is due, and nobody works on it',
};

/** What reconcile would find now; the next round mends it. */
export function DriftTable({ drift }: { drift: readonly Drift[] }) {
  if (drift.length === 0) return <Alert severity="success">Nothing drifts: every store is what it shall be.</Alert>;
  return (
    <Alert severity="warning">
      <AlertTitle>What drifts now</AlertTitle>
      <List dense disablePadding>
        {drift.map(({ kind, storeId, workspaceId, phase, desired }) => (
          <ListItem key={`${kind}-${workspaceId}`} disableGutters sx={{ display: 'block', overflowWrap: 'anywhere' }}>
            {storeId ? (
              <Link to={`/stores/${encodeURIComponent(storeId)}/show`}>{storeId}</Link>
            ) : (
              <Link to={`/workspaces/${workspaceId}/show`}>Workspace {workspaceId}</Link>
            )}{' '}
            {words[kind]}
            {phase ? ` (${phase}, shall be ${desired})` : ''}
          </ListItem>
        ))}
      </List>
    </Alert>
  );
}
