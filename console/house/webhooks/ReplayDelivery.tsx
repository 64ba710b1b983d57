import Replay from '@mui/icons-material/ReplayOutlined';
import { Box } from '@mui/material';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { useRecordContext } from 'react-admin';
import { MANAGE_WEBHOOKS } from './permissions.js';

export function ReplayDelivery() {
  const record = useRecordContext();
  if (!record || record.state === 'pending') return null;
  return (
    // A click into the question is none on the row.
    <Box component="span" onClick={(event) => event.stopPropagation()}>
      <ActionButton
        resource="webhook-deliveries"
        verb="replay"
        label="Send again"
        icon={<Replay />}
        needs={MANAGE_WEBHOOKS}
        explain={`The same message goes to ${record.url} once more, with the id it had: a receiver that took it already knows it again.`}
        done="On its way again."
      />
    </Box>
  );
}
