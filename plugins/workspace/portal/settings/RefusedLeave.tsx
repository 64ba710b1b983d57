import Box from '@mui/material/Box';
import { useRefusedEdits } from '@purser/client/react/workspaces-provider';
import { RefusedAlert } from '../members/RefusedAlert.js';

/** Who tried to leave was shown out, and is back here: why. The region is always there, so that it is read aloud. */
export function RefusedLeave({ workspaceId }: { readonly workspaceId: string }) {
  const { refused } = useRefusedEdits();
  const shown = refused.filter(({ edit }) => edit.act === 'leave' && edit.workspaceId === workspaceId);
  return (
    <Box role="status" aria-live="polite" sx={{ display: 'grid', gap: 1.5, '&:not(:empty)': { mb: 3 } }}>
      {shown.map((entry) => (
        <RefusedAlert key={entry.id} entry={entry} nameOf={() => ''} />
      ))}
    </Box>
  );
}
