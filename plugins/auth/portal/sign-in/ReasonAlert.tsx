import Alert, { type AlertProps } from '@mui/material/Alert';
import Typography from '@mui/material/Typography';
import { type Reason, reasonWords } from '@purser/client/session/reasons';
import { usePortal } from '@purser/kit/portal/portal';

const alarming: readonly Reason[] = [
  'refresh_reused',
  'account_disabled',
  'signed_out_elsewhere',
  'email_unconfirmed',
  'clock',
];

export interface ReasonAlertProps extends Pick<AlertProps, 'role' | 'children'> {
  readonly reason: Reason;
}

/** A reason in the words of the catalogue, as the sync status and the console say it. */
export function ReasonAlert({ reason, role, children }: ReasonAlertProps) {
  const { locale } = usePortal();
  const { title, text } = reasonWords(reason, locale);
  return (
    <Alert severity={alarming.includes(reason) ? 'warning' : 'info'} sx={{ mb: 3 }} role={role}>
      <Typography component="p" variant="subtitle1" sx={{ color: 'inherit', lineHeight: 1.4 }}>
        {title}
      </Typography>
      {text}
      {children}
    </Alert>
  );
}
