import Box from '@mui/material/Box';
import Button, { type ButtonProps } from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useMessages } from '../messages.js';
import { usePortal } from '../portal.js';

export interface SubmitButtonProps extends Omit<ButtonProps, 'type' | 'loading'> {
  readonly busy: boolean;
  /** False for what can wait for the connection. */
  readonly needsNetwork?: boolean;
}

/** Sends a form. Off while it runs, and without a network, where it says why. */
export function SubmitButton({ busy, needsNetwork = true, disabled, children, ...button }: SubmitButtonProps) {
  const t = useMessages('portal');
  const { online } = usePortal();
  const whyId = useId();
  const cut = needsNetwork && !online;
  return (
    <Box>
      <Button
        variant="contained"
        {...button}
        type="submit"
        disabled={disabled || cut}
        loading={busy}
        aria-describedby={cut ? whyId : undefined}
      >
        {children}
      </Button>
      {cut ? (
        <Typography id={whyId} variant="caption" color="textSecondary" component="p" sx={{ mt: 0.75 }}>
          {t('offline.action')}
        </Typography>
      ) : null}
    </Box>
  );
}
