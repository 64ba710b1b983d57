import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { Section } from '@purser/kit/portal/ui/Section';
import { mayInWorkspace } from '../../records.js';
import { useWorkspaceRecord } from '../queries.js';
import { RenameForm } from './RenameForm.js';

export default function Settings() {
  const t = useMessages('workspace');
  const query = useWorkspaceRecord();
  return (
    <>
      <PageHeading title={t('settings.title')} intro={t('settings.hint')} />
      <Section title={t('settings.name')} intro={t('settings.nameIntro')}>
        <Loaded query={query} failed={t('settings.failed')} skeleton={<Skeleton variant="rounded" height={42} />}>
          {(record) =>
            mayInWorkspace(record.role, 'rename') ? (
              <RenameForm key={record.id} record={record} />
            ) : (
              <>
                <Typography sx={{ fontWeight: 600 }}>{record.name}</Typography>
                <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
                  {t('settings.whoRenames')}
                </Typography>
              </>
            )
          }
        </Loaded>
      </Section>
    </>
  );
}
