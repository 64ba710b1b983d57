import Quota from '@mui/icons-material/SpeedOutlined';
import { TextField, Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { bytes as inWords } from '@purser/kit/console/bytes';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { useState } from 'react';
import { useDataProvider, useRecordContext } from 'react-admin';
import { provisioningPermissions } from '../../names.js';
import { quotaOf } from './usageWords.js';

interface Typed {
  readonly events?: string;
  readonly megabytes?: string;
}

/** What this store alone may hold; emptied, it is as for every store. */
export function ChangeQuota() {
  const record = useRecordContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const [typed, setTyped] = useState<Typed>({});
  const quota = record && quotaOf(record);
  if (!record || !quota) return null;
  const defaults: { events: number; bytes: number } = record.quotaDefaults;
  const shown = {
    events: typed.events ?? String(record.quotaEvents ?? ''),
    megabytes: typed.megabytes ?? (record.quotaBytes == null ? '' : String(record.quotaBytes / 1e6)),
  };
  const act = async (reason: string) => {
    const events = shown.events === '' ? null : Number(shown.events);
    const bytes = shown.megabytes === '' ? null : Math.round(Number(shown.megabytes) * 1e6);
    await dataProvider.act('stores', record.id, 'set-quota', { events, bytes, reason });
    setTyped({});
    return 'The quota is changed.';
  };
  return (
    <AskButton
      label="Change quota"
      icon={<Quota />}
      reason
      needs={provisioningPermissions.setQuota.name}
      explain={
        <>
          <Typography gutterBottom>
            It holds {record.events.toLocaleString('en-GB')} events and {inWords(record.bytes)} now. Nothing is deleted
            by a smaller quota. A store that was held for its quota opens at once when it is within it again.
          </Typography>
          <TextField
            label="Events"
            helperText={`Empty: as for every store, ${defaults.events.toLocaleString('en-GB')}.`}
            value={shown.events}
            onChange={({ target }) => setTyped({ ...typed, events: target.value.replace(/\D/g, '') })}
            fullWidth
            margin="normal"
            slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 10 } }}
          />
          <TextField
            label="Data in MB"
            helperText={`Empty: as for every store, ${inWords(defaults.bytes)}.`}
            value={shown.megabytes}
            onChange={({ target }) => setTyped({ ...typed, megabytes: target.value.replace(/[^\d.]/g, '') })}
            fullWidth
            margin="normal"
            slotProps={{ htmlInput: { inputMode: 'decimal', maxLength: 10 } }}
          />
        </>
      }
      act={act}
    />
  );
}
