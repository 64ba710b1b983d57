import Lock from '@mui/icons-material/EditOffOutlined';
import Pause from '@mui/icons-material/PauseCircleOutlined';
import Resume from '@mui/icons-material/PlayCircleOutlined';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { RecordActions } from '@purser/kit/console/ui/RecordActions';
import { useDataProvider, useRecordContext } from 'react-admin';
import { provisioningPermissions } from '../../names.js';
import type { StoreHold } from '../../records.js';
import { ChangeQuota } from './ChangeQuota.js';

const needs = provisioningPermissions.suspend.name;

/** A store can be stopped by itself, whatever its workspace is. */
export function StoreActions() {
  const record = useRecordContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  if (!record) return null;
  const leaves = record.desired === 'deleted' || record.desired === 'purged';
  const hold = (mode: StoreHold, done: string) => async (reason: string) => {
    await dataProvider.act('stores', record.id, 'suspend', { mode, reason });
    return done;
  };
  return (
    <RecordActions on="stores">
      {record.held ? (
        <ActionButton
          verb="resume"
          label="Resume"
          icon={<Resume />}
          reason
          needs={needs}
          explain="Devices may sync again, unless the workspace itself is suspended. What they kept meanwhile arrives by itself."
          done="The store is being opened again."
        />
      ) : null}
      {!leaves && (record.held !== 'read_only' || record.heldBy === 'quota') ? (
        <AskButton
          label="Make read-only"
          icon={<Lock />}
          reason
          needs={needs}
          explain="Nobody can push any more; everybody goes on reading. What is written meanwhile stays on the devices."
          act={hold('read_only', 'The store is read-only now.')}
        />
      ) : null}
      {record.desired === 'purged' ? null : <ChangeQuota />}
      {!leaves && record.held !== 'full' ? (
        <AskButton
          label="Suspend"
          icon={<Pause />}
          reason
          danger
          needs={needs}
          explain="Every connection closes within seconds, and nobody gets in. What is written meanwhile stays on the devices."
          act={hold('full', 'The store is being suspended.')}
        />
      ) : null}
    </RecordActions>
  );
}
