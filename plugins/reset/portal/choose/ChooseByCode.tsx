import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { codeTyped } from '@purser/kit/portal/typedCode';
import { CodeEntry } from '@purser/kit/portal/ui/CodeEntry';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useState } from 'react';
import { Done } from './Done.js';
import { PasswordForm } from './PasswordForm.js';

export interface ChooseByCodeProps {
  /** Empty: the person came by themselves and tells the address. */
  readonly sentTo: string;
  readonly onAskAgain: () => void;
}

/** Right after asking for the mail, or on the device that does not have it. */
export function ChooseByCode({ sentTo, onAskAgain }: ChooseByCodeProps) {
  const t = useMessages('reset');
  const common = useMessages('portal');
  const [email, setEmail] = useState(sentTo);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const addressMissing = !looksLikeAddress(email);
  const codeMissing = codeTyped(code).length !== 8;

  if (done) return <Done />;
  return (
    <>
      <PageHeading
        title={t(sentTo ? 'choose.sentTitle' : 'choose.title')}
        intro={sentTo ? t('choose.sentIntro', { email: sentTo }) : t('choose.codeIntro')}
      />
      <PasswordForm
        proof={{ email: email.trim(), code: codeTyped(code) }}
        email={email}
        missing={addressMissing ? 'email' : codeMissing ? 'code' : undefined}
        onTried={() => setTried(true)}
        onDone={() => setDone(true)}
      >
        {sentTo ? null : (
          <TextEntry
            label={t('email')}
            name="email"
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            problem={tried && addressMissing ? t('emailMissing') : undefined}
          />
        )}
        <CodeEntry
          value={code}
          onChange={setCode}
          problem={tried && codeMissing ? common('code.missing') : undefined}
        />
      </PasswordForm>
      <Box sx={{ mt: 2.5, color: 'text.secondary', fontSize: '0.9rem' }}>{t('choose.noMail')}</Box>
      <Button variant="outlined" fullWidth sx={{ mt: 1 }} onClick={onAskAgain}>
        {t('choose.askAgain')}
      </Button>
    </>
  );
}
