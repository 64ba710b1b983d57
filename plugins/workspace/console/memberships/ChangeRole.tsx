import { Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { useState } from 'react';
import { useDataProvider, useRecordContext } from 'react-admin';
import { workspacePermissions } from '../../names.js';
import type { Role } from '../../records.js';
import { RolePicker } from './RolePicker.js';

export function ChangeRole() {
  const record = useRecordContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const [chosen, setChosen] = useState<Role>();
  if (!record) return null;
  const role = chosen ?? (record.role as Role);
  const act = async (reason: string) => {
    if (role === record.role) throw new Error(`This is their role already: ${role}.`);
    await dataProvider.act('memberships', record.id, 'change-role', { role, reason });
    setChosen(undefined);
    return `${record.userName} is ${role} now.`;
  };
  return (
    <AskButton
      label="Change role"
      title={`Role of ${record.userName} in ${record.workspaceName}`}
      reason
      needs={workspacePermissions.manageMembers.name}
      explain={
        <>
          <Typography gutterBottom>
            It holds at once, on every device. A workspace keeps at least one owner: the only one becomes something else
            only after somebody else was made owner.
          </Typography>
          <RolePicker value={role} onChange={setChosen} />
        </>
      }
      act={act}
    />
  );
}
