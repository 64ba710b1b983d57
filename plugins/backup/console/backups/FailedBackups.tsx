import { Alert, AlertTitle, Button } from '@mui/material';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import { useFollowedBackups } from '../progress/useFollowedBackups.js';
import { isAtWork, isBad } from './backupStates.js';

/** Shown as long as the newest backup of everything did not end well: it cannot be overlooked, and it cannot be closed. */
export function FailedBackups() {
  const followed = useFollowedBackups();
  const { data } = useGetList(
    'backups',
    { pagination: { page: 1, perPage: 5 }, sort: { field: 'requestedAt', order: 'DESC' }, filter: { kind: 'full' } },
    followed,
  );
  const newest = data?.find(({ state }) => !isAtWork(state));
  if (!newest || !isBad(newest.state)) return null;
  return (
    <Alert
      severity="error"
      variant="filled"
      sx={{ mb: 2 }}
      action={
        <Button color="inherit" component={Link} to={`/backups/${newest.id}/show`}>
          Look at it
        </Button>
      }
    >
      <AlertTitle>
        The newest backup {newest.state === 'corrupt' ? 'is corrupt' : 'failed'}: {newest.errorCode}
      </AlertTitle>
      {newest.error} Nothing of the live data was touched.
    </Alert>
  );
}
