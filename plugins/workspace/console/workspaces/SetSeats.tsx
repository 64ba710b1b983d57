import { TextField, Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { useState } from 'react';
import { useDataProvider, useRecordContext } from 'react-admin';
import { workspacePermissions } from '../../names.js';

export function SetSeats() {
  const record = useRecordContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const [typed, setTyped] = useState<string>();
  if (!record) return null;
  const shown = typed ?? String(record.seatLimit ?? '');
  const act = async (reason: string) => {
    const seatLimit = shown.trim() === '' ? null : Number(shown);
    await dataProvider.act('workspaces', record.id, 'set-seats', { seatLimit, reason });
    setTyped(undefined);
    return seatLimit === null ? 'As many people as come find a seat now.' : `It has ${seatLimit} seats now.`;
  };
  return (
    <AskButton
      label="Set seats"
      title={`Seats of ${record.name}`}
      reason
      needs={workspacePermissions.manageMembers.name}
      explain={
        <>
          <Typography gutterBottom>
            {record.members === 1 ? 'One seat is' : `${record.members} seats are`} taken. There cannot be fewer than
            that; nobody is removed by it.
          </Typography>
          <TextField
            label="Seats"
            helperText="Empty: as many as come."
            value={shown}
            onChange={(event) => setTyped(event.target.value.replace(/\D/g, ''))}
            fullWidth
            margin="normal"
            slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 7 } }}
          />
        </>
      }
      act={act}
    />
  );
}
