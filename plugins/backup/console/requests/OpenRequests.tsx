import { Alert, Button } from '@mui/material';
import { useGetList } from 'react-admin';
import { Link } from 'react-router-dom';
import { useFollowedBackups } from '../progress/useFollowedBackups.js';

const WAITING = `/restore-requests?filter=${encodeURIComponent('{"state":"requested"}')}`;

/** Somebody waits. */
export function OpenRequests() {
  const followed = useFollowedBackups();
  const { total = 0 } = useGetList(
    'restore-requests',
    {
      pagination: { page: 1, perPage: 1 },
      sort: { field: 'requestedAt', order: 'DESC' },
      filter: { state: 'requested' },
    },
    followed,
  );
  if (total === 0) return null;
  return (
    <Alert
      severity="warning"
      sx={{ mb: 2 }}
      action={
        <Button color="inherit" component={Link} to={WAITING}>
          Answer
        </Button>
      }
    >
      {total === 1 ? 'An owner asks for a restore.' : `${total} owners ask for a restore.`}
    </Alert>
  );
}
