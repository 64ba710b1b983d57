import { Card, CardContent, Skeleton, Stack, Typography } from '@mui/material';
import { saidInPlace } from '@purser/kit/console/ui/AppShow';
import { Facts } from '@purser/kit/console/ui/Facts';
import { LoadFailed } from '@purser/kit/console/ui/LoadFailed';
import { ShowBase, Title, useShowContext } from 'react-admin';
import { Link } from 'react-router-dom';
import { MailPreview } from './MailPreview.js';

export function MailTemplateShow() {
  return (
    <ShowBase queryOptions={saidInPlace}>
      <Title title="Mail template" />
      <Template />
    </ShowBase>
  );
}

function Template() {
  const { record, error, refetch } = useShowContext();
  if (error && !record?.previews)
    return <LoadFailed what="This mail" error={error as Error} retry={() => void refetch()} />;
  // From the list comes a row, without what only the page has.
  if (!record?.previews) return <Skeleton variant="rounded" height={480} sx={{ my: 2 }} />;
  const sent = encodeURIComponent(JSON.stringify({ template: record.id }));
  return (
    <Stack spacing={2} sx={{ py: 2 }}>
      <Stack direction="row" sx={{ gap: 2, alignItems: 'baseline', flexWrap: 'wrap' }}>
        <Typography variant="h2" component="h2">
          {record.id}
        </Typography>
        <Link to={`/mails?filter=${sent}`}>Mails of this kind</Link>
      </Stack>
      <MailPreview mails={record.previews} />
      <Card variant="outlined">
        <CardContent>
          <Typography variant="h3" component="h2" gutterBottom>
            Sample data
          </Typography>
          <Facts rows={Object.entries(record.sample).map(([name, value]) => [name, String(value)] as const)} />
        </CardContent>
      </Card>
    </Stack>
  );
}
