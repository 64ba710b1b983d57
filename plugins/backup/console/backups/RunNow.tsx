import PlayArrow from '@mui/icons-material/PlayArrowOutlined';
import { Button } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskDialog } from '@purser/kit/console/ui/AskDialog';
import { useRef, useState } from 'react';
import { type RaRecord, useDataProvider, usePermissions, useRedirect } from 'react-admin';
import { backupPermissions } from '../../names.js';

/** Everything, or one workspace. Pressed twice it is one backup. */
export function RunNow({ workspaceId, name }: { workspaceId?: string; name?: string }) {
  const { permissions } = usePermissions<string[]>();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const redirect = useRedirect();
  const [open, setOpen] = useState(false);
  const key = useRef('');
  if (!permissions?.includes(backupPermissions.run.name)) return null;
  const run = async (reason: string) => {
    const body = { key: key.current, ...(workspaceId ? { workspaceId } : {}), ...(reason ? { reason } : {}) };
    const { id } = await dataProvider.post<RaRecord>('console/backups', body);
    setOpen(false);
    redirect('show', 'backups', id);
  };
  return (
    <>
      <Button
        size="small"
        startIcon={<PlayArrow />}
        onClick={() => {
          key.current = crypto.randomUUID();
          setOpen(true);
        }}
      >
        {workspaceId ? 'Back up this workspace' : 'Run now'}
      </Button>
      <AskDialog
        open={open}
        title={workspaceId ? `Back up ${name}` : 'Back up everything'}
        label="Back up now"
        explain="People go on working meanwhile. It is verified when it has been taken, and stays until you delete it at the target."
        reason
        onConfirm={run}
        onClose={() => setOpen(false)}
      />
    </>
  );
}
