import Add from '@mui/icons-material/PersonAddOutlined';
import { Box, Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { PickRecord } from '@purser/kit/console/ui/PickRecord';
import { useState } from 'react';
import { type RaRecord, useDataProvider, useRecordContext } from 'react-admin';
import { workspacePermissions } from '../../names.js';
import type { Role } from '../../records.js';
import { RolePicker } from './RolePicker.js';

/** On a workspace's page: puts somebody in who has an account, without an invitation. */
export function AddMember() {
  const workspace = useRecordContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const [person, setPerson] = useState<RaRecord | null>(null);
  const [role, setRole] = useState<Role>('member');
  if (!workspace) return null;
  const act = async (reason: string) => {
    if (!person) throw new Error('Choose the person to add.');
    const body = { workspaceId: workspace.id, userId: person.id, role, reason };
    await dataProvider.post('console/memberships', body);
    return `${person.name} is a member now.`;
  };
  return (
    <Box>
      <AskButton
        label="Add member"
        title={`Add somebody to ${workspace.name}`}
        icon={<Add />}
        reason
        needs={workspacePermissions.manageMembers.name}
        explain={
          <>
            <Typography gutterBottom>
              They are in at once and see everything. Be sure that an owner wants it; people without an account are
              invited by the owners themselves.
            </Typography>
            <PickRecord
              label="Person"
              resource="users"
              nameOf={({ name, email }) => `${name} (${email})`}
              onPick={setPerson}
            />
            <RolePicker value={role} onChange={setRole} />
          </>
        }
        act={act}
      />
    </Box>
  );
}
