import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useMessages } from '../messages.js';

export interface ErrorStateProps {
  /** What the request failed with; a refusal's own sentence is shown. */
  readonly error: unknown;
  /** What could not be done, e.g. "The members could not be loaded". */
  readonly title?: string;
  readonly onRetry?: () => void;
}

/** A failure in the place of what it hit, with the request id to quote and a way to try again. */
export function ErrorState({ error, title, onRetry }: ErrorStateProps) {
  const t = useMessages('portal');
  const { message, requestId } = (error ?? {}) as { message?: string; requestId?: string };
  return (
    <Alert
      severity="error"
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
      {message ?? t('failed')}
      {requestId ? (
        <Typography component="p" variant="caption" sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>
          {t('requestId', { id: requestId })}
        </Typography>
      ) : null}
    </Alert>
  );
}
