import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMessages } from '../messages.js';
import { useProblemReader } from '../problems.js';

export interface ErrorStateProps {
  /** What the request failed with. */
  readonly error: unknown;
  /** The plugin whose words are asked first. */
  readonly plugin?: string;
  /** What could not be done, e.g. "The members could not be loaded". */
  readonly title?: string;
  readonly onRetry?: () => void;
}

/** A failure in the place of what it hit, with the request id to quote and a way to try again. */
export function ErrorState({ error, plugin = 'portal', title, onRetry }: ErrorStateProps) {
  const t = useMessages('portal');
  const { code, text, requestId } = useProblemReader(plugin)(error);
  // One more thing to give, and nothing that went wrong.
  const isStep = code === 'reauthentication_required';
  return (
    <Alert
      severity={isStep ? 'info' : 'error'}
      action={
        onRetry ? (
          <Button color="inherit" size="small" onClick={onRetry}>
            {t('retry')}
          </Button>
        ) : undefined
      }
    >
      {title ? (
        <Typography component="p" variant="subtitle1" sx={{ color: 'inherit' }}>
          {title}
        </Typography>
      ) : null}
      {text}
      {requestId && !isStep ? (
        <Typography component="p" variant="caption" sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>
          {t('requestId', { id: requestId })}
        </Typography>
      ) : null}
    </Alert>
  );
}
