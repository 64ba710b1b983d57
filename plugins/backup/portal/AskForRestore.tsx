import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace, writtenAs } from '@purser/kit/portal/portal';
import { ChoiceEntry } from '@purser/kit/portal/ui/ChoiceEntry';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useId, useState } from 'react';
import type { RestoreMoment } from '../records.js';

const SHORT_ENOUGH_FOR_PHONES: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
};

export interface AskForRestoreProps {
  readonly moments: readonly RestoreMoment[];
  readonly onClose: () => void;
  /** It was asked for. */
  readonly onDone: () => unknown;
}

/** From when, and why. A failure leaves what was typed where it is. */
export function AskForRestore({ moments, onClose, onDone }: AskForRestoreProps) {
  const t = useMessages('backup');
  const { api, locale } = usePortal();
  const { id, name } = useWorkspace();
  const titleId = useId();
  const [backupId, setBackupId] = useState(moments[0]?.backupId ?? '');
  const [reason, setReason] = useState('');
  const [touched, setTouched] = useState(false);
  const lacking = reason.trim().length < 3;
  const { run, busy, error } = useSubmit(async () => {
    setTouched(true);
    if (lacking) return;
    await api.post(`/api/workspaces/${id}/restore-requests`, { backupId, reason: reason.trim() });
    await onDone();
    onClose();
  });
  const words = new Intl.DateTimeFormat(writtenAs[locale], SHORT_ENOUGH_FOR_PHONES);
  return (
    <Dialog open onClose={busy ? undefined : onClose} aria-labelledby={titleId} fullWidth maxWidth="sm">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <DialogTitle id={titleId}>{t('restore.dialog', { name })}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <DialogContentText>{t('restore.explain')}</DialogContentText>
          <ChoiceEntry
            label={t('restore.moment')}
            value={backupId}
            onChoose={setBackupId}
            options={moments.map(({ backupId: each, at }) => [each, words.format(new Date(at))] as const)}
          />
          <TextEntry
            label={t('restore.reason')}
            hint={t('restore.reasonHint')}
            problem={touched && lacking ? t('restore.reasonLacking') : undefined}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            required
            multiline
            minRows={3}
            inputProps={{ maxLength: 500 }}
          />
          {error ? <ErrorState error={error} plugin="backup" /> : null}
        </DialogContent>
        <DialogActions sx={{ p: 2.5, pt: 0 }}>
          <Button onClick={onClose} disabled={busy}>
            {t('restore.cancel')}
          </Button>
          <SubmitButton busy={busy}>{t('restore.send')}</SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  );
}
