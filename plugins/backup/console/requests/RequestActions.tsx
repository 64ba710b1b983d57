import Block from '@mui/icons-material/BlockOutlined';
import Restore from '@mui/icons-material/SettingsBackupRestoreOutlined';
import { Button, Stack } from '@mui/material';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { useState } from 'react';
import { useGetOne, usePermissions, useRecordContext } from 'react-admin';
import { backupPermissions } from '../../names.js';
import { RestoreDialog } from '../backups/RestoreDialog.js';

/** To approve it is to restore: the wizard opens with what the owner asked for. */
export function RequestActions() {
  const request = useRecordContext();
  const { permissions } = usePermissions<string[]>();
  const [open, setOpen] = useState(false);
  const { data: backup } = useGetOne('backups', { id: request?.backupId }, { enabled: request?.state === 'requested' });
  if (request?.state !== 'requested' || !permissions?.includes(backupPermissions.restore.name)) return null;
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
      <Button size="small" variant="contained" startIcon={<Restore />} disabled={!backup} onClick={() => setOpen(true)}>
        Approve and restore
      </Button>
      <ActionButton
        verb="decline"
        label="Decline"
        icon={<Block />}
        needs={backupPermissions.restore.name}
        reason
        explain="Nothing is restored. The owner gets the reason by mail, in these words."
        done="It is declined, and the owner is told why."
      />
      {open && backup ? (
        <RestoreDialog
          backup={backup}
          request={{
            id: String(request.id),
            workspaceId: request.workspaceId,
            workspaceName: request.workspaceName ?? request.workspaceId,
            reason: request.reason,
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </Stack>
  );
}
