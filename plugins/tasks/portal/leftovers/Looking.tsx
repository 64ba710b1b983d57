import Alert from '@mui/material/Alert';
import { useMessages } from '@purser/kit/portal/messages';

export interface LookingProps {
  readonly stage: 'looking' | 'cleared' | 'failed';
}

export function Looking({ stage }: LookingProps) {
  const t = useMessages('tasks');
  return (
    <Alert severity={stage === 'failed' ? 'warning' : 'info'} role="status" sx={{ mb: 3 }}>
      {t(`leftovers.${stage}`)}
    </Alert>
  );
}
