import Box from '@mui/material/Box';
import { useRefusedEdits } from '@purser/client/react/workspaces-provider';
import { useMessages } from '@purser/kit/portal/messages';
import { useEffect, useRef } from 'react';
import { RefusedAlert } from '../members/RefusedAlert.js';

/**
 * Who tried to leave was shown out, and is back here: why. The page is a new one then, and nothing of a region that comes with
 * its words is read aloud: it takes the focus, which was lost with the old page.
 */
export function RefusedLeave({ workspaceId }: { readonly workspaceId: string }) {
  const t = useMessages('workspace');
  const region = useRef<HTMLDivElement>(null);
  const { refused } = useRefusedEdits();
  const shown = refused.filter(({ edit }) => edit.act === 'leave' && edit.workspaceId === workspaceId);
  const newest = shown.at(-1)?.id;
  useEffect(() => {
    if (newest && document.activeElement === document.body) region.current?.focus({ preventScroll: true });
  }, [newest]);
  return (
    <Box
      ref={region}
      tabIndex={-1}
      role="status"
      aria-live="polite"
      sx={{ display: 'grid', gap: 1.5, '&:not(:empty)': { mb: 3 } }}
    >
      {shown.map((entry) => (
        <RefusedAlert key={entry.id} entry={entry} nameOf={() => ''}>
          {entry.problem.code === 'last_owner' ? t('leave.orDelete') : null}
        </RefusedAlert>
      ))}
    </Box>
  );
}
