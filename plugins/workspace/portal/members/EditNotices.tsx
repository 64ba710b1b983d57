import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { usePendingEdits, useRefusedEdits } from '@purser/client/react/workspaces-provider';
import type { RefusedEdit } from '@purser/client/workspaces/edit-desk';
import type { MemberRow } from '@purser/client/workspaces/records';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { mayInWorkspace, type Role } from '../../records.js';
import { RefusedAlert } from './RefusedAlert.js';

export interface EditNoticesProps {
  readonly workspaceId: string;
  /** To name people by. */
  readonly members?: readonly MemberRow[];
}

/**
 * What was taken back in this workspace: what was wanted, what stands there, and why. The region is always there, so that
 * what comes into it is read aloud, politely.
 */
export function EditNotices({ workspaceId, members = [] }: EditNoticesProps) {
  const t = useMessages('workspace');
  const { online } = usePortal();
  const { role } = useWorkspace();
  const { refused } = useRefusedEdits();
  const waiting = usePendingEdits().filter(({ phase, edit }) => phase === 'queued' && isOf(workspaceId, edit));
  const shown = refused.filter(({ edit }) => isOf(workspaceId, edit) && edit.act !== 'rename');
  const nameOf = (userId: string) => members.find((member) => member.userId === userId)?.name ?? '';
  return (
    <Box role="status" aria-live="polite" sx={{ display: 'grid', gap: 1.5, '&:not(:empty)': { mb: 3 } }}>
      {shown.map((entry) => (
        <RefusedAlert key={entry.id} entry={entry} nameOf={nameOf} />
      ))}
      {!online && mayInWorkspace(role as Role, 'manageMembers') ? (
        <Alert role="none" severity="info">
          {t('refused.offline')}
        </Alert>
      ) : null}
      {waiting.length > 0 ? (
        <Alert role="none" severity="info">
          {t('refused.waiting', { count: waiting.length })}
        </Alert>
      ) : null}
    </Box>
  );
}

function isOf(workspaceId: string, edit: RefusedEdit['edit']): boolean {
  return 'workspaceId' in edit && edit.workspaceId === workspaceId;
}
