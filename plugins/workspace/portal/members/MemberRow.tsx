import PersonRemove from '@mui/icons-material/PersonRemoveOutlined';
import Avatar from '@mui/material/Avatar';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import type { MemberRow as Row, WorkspaceRole } from '@purser/client/workspaces/records';
import type { Shown } from '@purser/client/workspaces/select';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { ConfirmDialog } from '@purser/kit/portal/ui/ConfirmDialog';
import { When } from '@purser/kit/portal/ui/When';
import { useRef, useState } from 'react';
import { mayInWorkspace, type Role, reaches } from '../../records.js';
import { RoleSelect } from './RoleSelect.js';
import { useFocusAfterRefusal } from './useFocusAfterRefusal.js';

export interface MemberRowProps {
  readonly member: Shown<Row>;
  readonly onChangeRole: (role: WorkspaceRole) => Promise<unknown>;
  readonly onRemove: () => Promise<unknown>;
}

export function MemberRow({ member, onChangeRole, onRemove }: MemberRowProps) {
  const t = useMessages('workspace');
  const { person, online } = usePortal();
  const { id, role: ownRole } = useWorkspace();
  const [asking, setAsking] = useState(false);
  const line = useRef<HTMLLIElement>(null);
  const { userId, name, email, role, joinedAt, pending } = member;
  useFocusAfterRefusal(`member ${id} ${userId}`, line);
  const isSelf = userId === person?.id;
  const mayManage = mayInWorkspace(ownRole as Role, 'manageMembers') && reaches(ownRole as Role, role);
  return (
    <Box component="li" ref={line} sx={{ ...memberLine, ...onTwoLines }} aria-busy={pending === 'sending' || undefined}>
      <Avatar aria-hidden sx={{ bgcolor: 'primary.light', color: 'primary.main', fontSize: '0.9rem', fontWeight: 700 }}>
        {[...name][0]?.toUpperCase()}
      </Avatar>
      <Box sx={{ flex: { xs: '1 1 calc(100% - 56px)', sm: 1 }, minWidth: 0 }}>
        <Typography component="p" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {name}
          {isSelf ? (
            <Box component="span" sx={{ fontWeight: 400, color: 'text.secondary' }}>
              {' '}
              ({t('members.you')})
            </Box>
          ) : null}
        </Typography>
        <Typography component="p" variant="body2" color="textSecondary" noWrap title={email}>
          {email}
        </Typography>
      </Box>
      <Typography
        component="p"
        variant="body2"
        color="textSecondary"
        sx={{ display: { xs: 'none', md: 'block' }, whiteSpace: 'nowrap' }}
      >
        {t('members.joined')} <When at={joinedAt} />
      </Typography>
      {mayManage ? (
        <RoleSelect
          label={t('members.roleOf', { name })}
          value={role}
          upTo={ownRole as Role}
          disabled={!online}
          onChoose={(next) => void onChangeRole(next).catch(() => undefined)}
        />
      ) : (
        <Chip size="small" variant="outlined" label={t(`roles.${role}`)} sx={{ minWidth: 76 }} />
      )}
      {mayManage && !isSelf ? (
        <IconButton
          aria-label={t('members.remove', { name })}
          disabled={!online}
          onClick={() => setAsking(true)}
          sx={{ flex: 'none', mr: -1 }}
        >
          <PersonRemove fontSize="small" />
        </IconButton>
      ) : null}
      <ConfirmDialog
        open={asking}
        title={t('members.removeTitle', { name })}
        confirm={t('members.removeAction')}
        danger
        plugin="workspace"
        onConfirm={async () => {
          // The row goes at once; a refusal brings it back and is told beside the list.
          void onRemove().catch(() => undefined);
        }}
        onClose={() => setAsking(false)}
      >
        {t('members.removeText', { name })}
      </ConfirmDialog>
    </Box>
  );
}

/** On a phone what can be done stands below who it is, so that names and addresses can be read. */
const onTwoLines = {
  flexWrap: { xs: 'wrap', sm: 'nowrap' },
  // After the name: the first of what can be done stands under it.
  '& > :nth-child(4)': { ml: { xs: 6.25, sm: 0 } },
  '& > button': { ml: { xs: 'auto', sm: 0 } },
} as const;

export const memberLine = {
  display: 'flex',
  alignItems: 'center',
  gap: { xs: 1.25, sm: 2 },
  px: { xs: 2, sm: 3 },
  py: 1.5,
  borderTop: 1,
  borderColor: 'divider',
  '&:first-of-type': { borderTop: 0 },
} as const;
