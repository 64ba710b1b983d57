import PowerOff from '@mui/icons-material/PowerSettingsNewOutlined';
import { Button, Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskDialog } from '@purser/kit/console/ui/AskDialog';
import { useState } from 'react';
import { useDataProvider, useGetList, useNotify, usePermissions, useRefresh } from 'react-admin';
import { authPermissions } from '../../names.js';

/** Ends every session of every customer: for a leak, not for a Tuesday. */
export function EndEverywhere() {
  const { permissions } = usePermissions<string[]>();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const notify = useNotify();
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  if (!permissions?.includes(authPermissions.endAllSessions.name)) return null;

  const end = async (reason: string) => {
    const { ended } = await dataProvider.post<{ ended: number }>('console/sessions/end-all', { reason });
    notify(ended === 1 ? 'One session was ended.' : `${ended} sessions were ended.`, { type: 'success' });
    setOpen(false);
    refresh();
  };

  return (
    <>
      <Button size="small" color="error" startIcon={<PowerOff />} onClick={() => setOpen(true)}>
        End all everywhere
      </Button>
      <AskDialog
        open={open}
        title="End all sessions everywhere"
        explain={<WhatHappens />}
        reason
        word="everywhere"
        label="End all sessions"
        danger
        onConfirm={end}
        onClose={() => setOpen(false)}
      />
    </>
  );
}

function WhatHappens() {
  const { total } = useGetList('sessions', {
    pagination: { page: 1, perPage: 1 },
    sort: { field: 'createdAt', order: 'DESC' },
    filter: { state: 'active' },
  });
  return (
    <>
      <Typography gutterBottom>
        {total === undefined
          ? 'Everybody is signed out on every device'
          : total === 1
            ? 'One session ends'
            : `${total.toLocaleString('en-GB')} sessions end`}
        , within two seconds, and each device says why. Everybody has to sign in again. This cannot be undone.
      </Typography>
      <Typography gutterBottom>
        Nothing is deleted; what was not sent stays on the devices. Operators stay signed in.
      </Typography>
    </>
  );
}
