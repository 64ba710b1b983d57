import Button, { type ButtonProps } from '@mui/material/Button';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { Hidden } from '@purser/kit/portal/ui/Hidden';
import { useState } from 'react';
import { useSecondsLeft } from './useSecondsLeft.js';

export interface ResendButtonProps extends Pick<ButtonProps, 'fullWidth' | 'size' | 'disabled'> {
  readonly busy: boolean;
  /** Before this moment (milliseconds since 1970) no other mail is sent. */
  readonly notBefore: number;
  readonly onResend: () => void;
}

/** Sends a mail again, at most once a minute: it counts down in sight, and says aloud only when it can be pressed again. */
export function ResendButton({ busy, notBefore, onResend, disabled, ...button }: ResendButtonProps) {
  const t = useMessages('auth');
  const { online } = usePortal();
  const left = useSecondsLeft(notBefore);
  const [cooled, setCooled] = useState(false);
  if (left > 0 && !cooled) setCooled(true);
  return (
    <>
      <Button
        variant="outlined"
        {...button}
        loading={busy}
        disabled={disabled || left > 0 || !online}
        onClick={onResend}
        sx={{ fontVariantNumeric: 'tabular-nums' }}
      >
        {left > 0 ? t('confirm.resendIn', { count: left }) : t('confirm.resend')}
      </Button>
      <Hidden role="status">{cooled && left === 0 ? t('confirm.resendNow') : null}</Hidden>
    </>
  );
}
