import Box from '@mui/material/Box';
import Card from '@mui/material/Card';
import Skeleton from '@mui/material/Skeleton';
import type { MemberRow as Row, WorkspaceRole } from '@purser/client/workspaces/records';
import type { Shown } from '@purser/client/workspaces/select';
import { MemberRow, memberLine } from './MemberRow.js';

export interface MemberListProps {
  readonly members: readonly Shown<Row>[];
  readonly onChangeRole: (member: Row, role: WorkspaceRole) => Promise<unknown>;
  readonly onRemove: (member: Row) => Promise<unknown>;
}

export function MemberList({ members, onChangeRole, onRemove }: MemberListProps) {
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {members.map((member) => (
        <MemberRow
          key={member.userId}
          member={member}
          onChangeRole={(role) => onChangeRole(member, role)}
          onRemove={() => onRemove(member)}
        />
      ))}
    </Box>
  );
}

export function MemberSkeletons() {
  return (
    <Card sx={{ mb: 3 }}>
      {['first', 'second', 'third'].map((key) => (
        <Box key={key} sx={memberLine}>
          <Skeleton variant="circular" width={40} height={40} />
          <Box sx={{ flex: 1 }}>
            <Skeleton width="35%" />
            <Skeleton width="50%" />
          </Box>
          <Skeleton variant="rounded" width={110} height={34} />
        </Box>
      ))}
    </Card>
  );
}
