import Restore from '@mui/icons-material/SettingsBackupRestoreOutlined';
import { Button } from '@mui/material';
import { useState } from 'react';
import { usePermissions, useRecordContext } from 'react-admin';
import { backupPermissions } from '../../names.js';
import { RestoreDialog } from './RestoreDialog.js';

/** Hidden from those who may not. */
export function RestoreButton() {
  const record = useRecordContext();
  const { permissions } = usePermissions<string[]>();
  const [open, setOpen] = useState(false);
  if (!record || !permissions?.includes(backupPermissions.restore.name)) return null;
  return (
    <>
      <Button size="small" variant="contained" startIcon={<Restore />} onClick={() => setOpen(true)}>
        Restore a workspace
      </Button>
      {open ? <RestoreDialog backup={record} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
