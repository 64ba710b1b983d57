import Resend from '@mui/icons-material/SendOutlined';
import { Alert, Card, CardContent, Skeleton, Stack } from '@mui/material';
import { ActionButton } from '@purser/kit/console/ui/ActionButton';
import { saidInPlace } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { LoadFailed } from '@purser/kit/console/ui/LoadFailed';
import { Moment } from '@purser/kit/console/ui/Moment';
import { StatusChip } from '@purser/kit/console/ui/StatusChip';
import { type RaRecord, ShowBase, Title, useShowContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { MailPreview } from './MailPreview.js';
import { causeOf, mailStates, toneOf } from './mailStates.js';

export function MailShow() {
  return (
    <ShowBase queryOptions={saidInPlace}>
      <Title title="Mail" />
      <MailPage />
    </ShowBase>
  );
}

function MailPage() {
  const { record, error, refetch } = useShowContext();
  if (error && !record) return <LoadFailed what="This mail" error={error as Error} retry={() => void refetch()} />;
  if (!record) return <Skeleton variant="rounded" height={360} sx={{ my: 2 }} />;
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
          <Standing record={record} />
          <Facts
            rows={[
              ['Subject', record.subject],
              ['To', <ToRecipient key="to" address={record.recipient} />],
              [
                'Mail',
                <Link key="mail" to={`/mail-templates/${encodeURIComponent(record.template)}/show`}>
                  {record.template}
                </Link>,
              ],
              ['Language', record.locale],
              ['State', <StatusChip key="state" label={record.state} tone={toneOf(record.state)} />],
              ['Attempts', record.attempts],
              ['What the server said', record.error],
              ['Queued', <Moment key="queued" at={record.createdAt} />],
              ['Next try', record.nextAttemptAt ? <Moment key="next" at={record.nextAttemptAt} /> : null],
              ['Sent', <Moment key="sent" at={record.sentAt} />],
              ['Settled', <Moment key="settled" at={record.settledAt} />],
            ]}
          />
        </CardContent>
      </Card>
      {record.preview ? <MailPreview mails={{ [record.locale]: record.preview }} /> : null}
      {/* A row from the list does not know it yet. */}
      {record.preview === undefined ? <Skeleton variant="rounded" height={480} /> : null}
      {record.preview === null ? (
        <Alert severity="info">
          There is no preview: the plugin that knows this mail is switched off. The mail itself is as it was.
        </Alert>
      ) : null}
    </Stack>
  );
}

/** What the state means and what happens next; for a failure also why, in words. */
function Standing({ record }: { record: RaRecord }) {
  const tone = toneOf(record.state);
  const severity = tone === 'bad' ? 'error' : record.error ? 'warning' : tone === 'good' ? 'success' : 'info';
  return (
    <Alert severity={severity} sx={{ mb: 2 }}>
      {causeOf(record.error)} {mailStates[record.state]?.meaning} {record.state === 'failed' ? wayOn(record) : null}
    </Alert>
  );
}

function wayOn({ resendable }: RaRecord): string {
  if (resendable) return 'It goes out again only when somebody sends it again.';
  return 'Its link or code is kept nowhere, so it cannot be sent again: the person asks for a new one.';
}

function ToRecipient({ address }: { address: string }) {
  const filter = encodeURIComponent(JSON.stringify({ recipient: address }));
  return (
    <>
      {address} · <Link to={`/mails?filter=${filter}`}>all to this address</Link>
    </>
  );
}
