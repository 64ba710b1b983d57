import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { codeTyped } from '@purser/kit/portal/typedCode';
import { CodeEntry } from '@purser/kit/portal/ui/CodeEntry';
import { ErrorState } from '@purser/kit/portal/ui/ErrorState';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AddressRecord } from '../../records.js';
import { ResendButton } from '../ResendButton.js';
import { addressKey } from './addressKey.js';

export interface PendingAddressProps {
  readonly pending: NonNullable<AddressRecord['pending']>;
}

/** A change that waits: the code of the mail, another mail, or giving it up. */
export function PendingAddress({ pending }: PendingAddressProps) {
  const t = useMessages('auth');
  const common = useMessages('portal');
  const { api, refreshPerson, online } = usePortal();
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const reload = () => queries.invalidateQueries({ queryKey: addressKey });
  const confirming = useSubmit(async () => {
    await api.post('/api/auth/email/code', { code: codeTyped(code) });
    await Promise.all([reload(), refreshPerson()]);
  });
  const resending = useSubmit(async () => {
    await api.post('/api/auth/email/resend');
    await reload();
  });
  const cancelling = useSubmit(async () => {
    await api.delete('/api/auth/email');
    await reload();
  });
  const error = confirming.error ?? resending.error ?? cancelling.error;
  const codeMissing = codeTyped(code).length !== 8;

  return (
    <Box sx={{ maxWidth: 440 }}>
      <Alert severity="info" role="status" sx={{ mb: 2.5, overflowWrap: 'anywhere' }}>
        {t('address.waits', { email: pending.new })}
      </Alert>
      <Box
        component="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (codeMissing) event.currentTarget.querySelector<HTMLInputElement>('[name=code]')?.focus();
          else void confirming.run();
        }}
        sx={{ display: 'grid', gap: 2.5 }}
      >
        <CodeEntry
          value={code}
          onChange={setCode}
          problem={tried && codeMissing ? common('code.missing') : undefined}
        />
        {error ? <ErrorState error={error} plugin="auth" /> : null}
        <SubmitButton busy={confirming.busy}>{t('address.confirm')}</SubmitButton>
      </Box>
      <Box sx={{ display: 'flex', gap: 1.5, flexWrap: 'wrap', mt: 2.5 }}>
        <ResendButton
          size="small"
          busy={resending.busy}
          notBefore={Date.parse(pending.resendAt)}
          onResend={() => void resending.run()}
        />
        <Button
          size="small"
          color="error"
          loading={cancelling.busy}
          disabled={!online}
          onClick={() => void cancelling.run()}
        >
          {t('address.cancel')}
        </Button>
      </Box>
    </Box>
  );
}
