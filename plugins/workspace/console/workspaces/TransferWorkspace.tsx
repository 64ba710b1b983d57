import { Typography } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskButton } from '@purser/kit/console/ui/AskButton';
import { PickRecord } from '@purser/kit/console/ui/PickRecord';
import { useState } from 'react';
import { type RaRecord, useDataProvider, useRecordContext } from 'react-admin';
import { workspacePermissions } from '../../names.js';

/** To a member, who becomes an owner and whose account it counts against. */
export function TransferWorkspace() {
  const record = useRecordContext();
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const [heir, setHeir] = useState<RaRecord | null>(null);
  if (!record) return null;
  const act = async (reason: string) => {
    if (!heir) throw new Error('Choose the member who is to own it.');
    await dataProvider.act('workspaces', record.id, 'transfer', { userId: heir.userId, reason });
    return `${heir.userName} owns it now.`;
  };
  return (
    <AskButton
      label="Transfer"
      title={`Transfer ${record.name}`}
      reason
      needs={workspacePermissions.manageMembers.name}
      explain={
        <>
          <Typography gutterBottom>
            Somebody who is a member already becomes its owner, and it counts against their account. {record.ownerEmail}{' '}
            stays an owner beside them until somebody changes that.
          </Typography>
          <PickRecord
            label="New owner"
            resource="memberships"
            filter={{ workspaceId: record.id }}
            nameOf={({ userName, userEmail, role }) => `${userName} (${userEmail}), ${role}`}
            onPick={setHeir}
          />
        </>
      }
      act={act}
    />
  );
}
