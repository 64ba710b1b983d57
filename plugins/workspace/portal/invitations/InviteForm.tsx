import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import type { Invite } from '@purser/client/react/workspaces';
import { looksLikeAddress } from '@purser/kit/portal/looksLikeAddress';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { useProblemReader } from '@purser/kit/portal/problems';
import { ChoiceEntry } from '@purser/kit/portal/ui/ChoiceEntry';
import { SubmitButton } from '@purser/kit/portal/ui/SubmitButton';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useDraft } from '@purser/kit/portal/useDraft';
import { useSubmit } from '@purser/kit/portal/useSubmit';
import { type FormEvent, useRef, useState } from 'react';
import { type Role, reaches, roles } from '../../records.js';

/** By mail, or by a link that is passed on by hand. Offline it is kept and sent later. */
export function InviteForm({ onInvite }: { readonly onInvite: (values: Invite) => Promise<void> }) {
  const t = useMessages('workspace');
  const { id, role: ownRole } = useWorkspace();
  const email = useDraft(`workspace.invite.${id}`, '');
  const message = useDraft(`workspace.invite-message.${id}`, '');
  const [role, setRole] = useState<Role>('member');
  const [mail, setMail] = useState(true);
  const [writing, setWriting] = useState(message.value !== '');
  const [tried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const read = useProblemReader('workspace');
  const { run, busy, error } = useSubmit(async () => {
    await onInvite({
      email: email.value.trim(),
      role,
      mail,
      ...(message.value.trim() ? { message: message.value.trim() } : {}),
    });
    setTried(false);
    setWriting(false);
    for (const draft of [email, message]) draft.clear();
    field.current?.focus();
  });
  const refused = read(error);
  const invalid = looksLikeAddress(email.value) ? undefined : t('invite.emailMissing');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (invalid) field.current?.focus();
    else void run();
  };

  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: '1fr', sm: '1fr 180px' }, alignItems: 'start' }}>
        <TextEntry
          label={t('invite.email')}
          name="invite-email"
          type="email"
          autoComplete="off"
          inputRef={field}
          value={email.value}
          onChange={(event) => email.change(event.target.value)}
          problem={(tried ? invalid : undefined) ?? refused.fields.email}
        />
        <ChoiceEntry
          label={t('invite.role')}
          value={role}
          onChoose={setRole}
          options={roles.filter((each) => reaches(ownRole as Role, each)).map((each) => [each, t(`roles.${each}`)])}
        />
      </Box>
      {writing ? (
        <TextEntry
          label={t('invite.message')}
          name="invite-message"
          multiline
          minRows={2}
          value={message.value}
          onChange={(event) => message.change(event.target.value)}
          hint={t('invite.messageHint')}
          problem={refused.fields.message}
        />
      ) : null}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-start', gap: 2, rowGap: 1 }}>
        <SubmitButton busy={busy} needsNetwork={false}>
          {t(mail ? 'invite.action' : 'invite.actionLink')}
        </SubmitButton>
        <FormControlLabel
          control={<Checkbox checked={mail} onChange={(event) => setMail(event.target.checked)} />}
          label={t('invite.byMail')}
        />
        {writing ? null : (
          // Its words stand under those above where it has a line to itself.
          <Button onClick={() => setWriting(true)} sx={{ ml: { xs: -2, sm: 0 } }}>
            {t('invite.addMessage')}
          </Button>
        )}
      </Box>
    </Box>
  );
}
