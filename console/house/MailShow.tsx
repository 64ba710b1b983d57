import Resend from '@mui/icons-material/SendOutlined';
import { Card, CardContent, Stack, Tab, Tabs } from '@mui/material';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { Facts } from '@purser/kit/console/ui/Facts';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { useState } from 'react';
import { ShowBase, Title, useShowContext } from 'react-admin';
import { mailTones } from './MailList.js';

export function MailShow() {
  return (
    <ShowBase>
      <Title title="Mail" />
      <MailPage />
    </ShowBase>
  );
}

function MailPage() {
  const { record } = useShowContext();
  if (!record) return null;
  return (
    <Stack spacing={2} sx={{ py: 2 }}>
      <Card variant="outlined">
        <CardContent>
          <Stack direction="row" sx={{ justifyContent: 'flex-end' }}>
            {record.resendable ? (
              <ActionButton
                verb="resend"
                label="Send again"
                icon={<Resend />}
                needs="house.manage-mails"
                explain="The same mail goes to the same address once more. Links and codes in it keep their age."
                done="Queued; it goes out in a moment."
              />
            ) : null}
          </Stack>
          <Facts
            rows={[
              ['Subject', record.subject],
              ['To', record.recipient],
              ['Mail', record.template],
              ['Language', record.locale],
              ['State', <StatusChip key="state" label={record.state} tone={mailTones[record.state] ?? 'paused'} />],
              ['Attempts', record.attempts],
              ['Error', record.error],
              ['Queued', <Moment key="queued" at={record.createdAt} />],
              ['Sent', <Moment key="sent" at={record.sentAt} />],
            ]}
          />
        </CardContent>
      </Card>
      {record.preview ? <Preview html={record.preview.html} text={record.preview.text} /> : null}
    </Stack>
  );
}

/** Both parts as the person gets them, secrets masked; scripts and remote content cannot run in the frame. */
function Preview({ html, text }: { html: string; text: string }) {
  const [part, setPart] = useState<'html' | 'text'>('html');
  return (
    <Card variant="outlined">
      <Tabs value={part} onChange={(_, value) => setPart(value)} aria-label="Part of the mail">
        <Tab value="html" label="HTML" />
        <Tab value="text" label="Plain text" />
      </Tabs>
      {part === 'html' ? (
        <iframe
          title="Preview of the mail"
          sandbox=""
          srcDoc={html}
          style={{ border: 0, width: '100%', height: 560, background: '#fff' }}
        />
      ) : (
        <pre style={{ margin: 0, padding: 24, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</pre>
      )}
    </Card>
  );
}
