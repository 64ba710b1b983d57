import CancelIcon from '@mui/icons-material/CancelOutlined';
import Download from '@mui/icons-material/DownloadOutlined';
import Lock from '@mui/icons-material/LockOutlined';
import Science from '@mui/icons-material/ScienceOutlined';
import Verified from '@mui/icons-material/VerifiedOutlined';
import { Button, Stack } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { saveFrom } from '@purser/kit/saveFile';
import { useDataProvider, useNotify, usePermissions, useRecordContext } from 'react-admin';
import { backupPermissions } from '../../names.js';
import type { DownloadLink } from '../../records.js';
import { isAtWork, isStored } from './backupStates.js';
import { RestoreButton } from './RestoreButton.js';

const { run, hold, restore, download } = backupPermissions;

export function BackupActions() {
  const record = useRecordContext();
  if (!record) return null;
  if (isAtWork(record.state)) {
    return (
      <Stack direction="row">
        <ActionButton
          verb="cancel"
          label="Cancel this backup"
          icon={<CancelIcon />}
          needs={run.name}
          danger
          explain="What it has written is removed. Former backups stay."
          done="The backup is being cancelled."
        />
      </Stack>
    );
  }
  if (!isStored(record.state)) return null;
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
      <RestoreButton />
      <ActionButton
        verb="verify"
        label="Verify"
        icon={<Verified />}
        needs={run.name}
        explain="All of it is read back from the target, decrypted and counted."
        done="It is being verified; this page shows when it is done."
      />
      <ActionButton
        verb="drill"
        label="Drill"
        icon={<Science />}
        needs={restore.name}
        tick={{ field: 'everything', label: 'Everything, not five workspaces chosen at random' }}
        explain="It is restored for trial beside what lives, and that is undone again. Nobody notices."
        done="The drill has begun; Drills shows how it went."
      />
      {record.heldAt ? (
        <ActionButton
          verb="release"
          label="Let go"
          icon={<Lock />}
          needs={hold.name}
          explain="From now on its policy may delete it."
          done="It is not held any more."
        />
      ) : (
        <ActionButton
          verb="hold"
          label="Hold"
          icon={<Lock />}
          needs={hold.name}
          reason
          explain="It is not deleted, whatever its policy says, until it is let go."
          done="It is held."
        />
      )}
      <FileButton what="archive" label="Archive" />
      <FileButton what="manifest" label="Manifest" />
    </Stack>
  );
}

/** The file as it lies at the target; the audit trail keeps who took it. */
function FileButton({ what, label }: { what: 'archive' | 'manifest'; label: string }) {
  const record = useRecordContext();
  const { permissions } = usePermissions<string[]>();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const notify = useNotify();
  if (!record || !permissions?.includes(download.name)) return null;
  const fetchIt = async () => {
    try {
      const { url } = await dataProvider.post<DownloadLink>(`console/backups/${record.id}/links`, { file: what });
      saveFrom(url);
    } catch (error) {
      notify((error as Error).message, { type: 'error' });
    }
  };
  return (
    <Button size="small" startIcon={<Download />} onClick={fetchIt}>
      {label}
    </Button>
  );
}
