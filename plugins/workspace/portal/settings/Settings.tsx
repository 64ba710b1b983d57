import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { Section } from '@purser/kit/portal/ui/Section';
import { DOMAIN_JOIN_FLAG } from '../../names.js';
import { mayInWorkspace } from '../../records.js';
import { useWorkspaceRecord } from '../useWorkspaceRecord.js';
import { DefaultWorkspace } from './DefaultWorkspace.js';
import { DeleteWorkspace } from './DeleteWorkspace.js';
import { JoinByDomain } from './JoinByDomain.js';
import { LeaveWorkspace } from './LeaveWorkspace.js';
import { RefusedLeave } from './RefusedLeave.js';
import { RenameForm } from './RenameForm.js';
import { TransferForm } from './TransferForm.js';

export default function Settings() {
  const t = useMessages('workspace');
  const query = useWorkspaceRecord();
  const { house, settings } = usePortal();
  return (
    <>
      <PageHeading title={t('settings.title')} intro={t('settings.hint')} />
      <Loaded query={query} failed={t('settings.failed')} skeleton={<SettingsSkeleton />}>
        {(record) => (
          <>
            <RefusedLeave workspaceId={record.id} />
            <Section title={t('settings.name')} intro={t('settings.nameIntro')}>
              {mayInWorkspace(record.role, 'rename') ? (
                <RenameForm key={record.id} record={record} />
              ) : (
                <>
                  <Typography sx={{ fontWeight: 600 }}>{record.name}</Typography>
                  <Typography variant="body2" color="textSecondary" sx={{ mt: 1 }}>
                    {t('settings.whoRenames')}
                  </Typography>
                </>
              )}
            </Section>
            <DefaultWorkspace />
            {house.flags[DOMAIN_JOIN_FLAG] && mayInWorkspace(record.role, 'manageDomains') ? (
              <JoinByDomain record={record} />
            ) : null}
            {settings.map(({ plugin, Part }) => (
              <Part key={plugin} />
            ))}
            {mayInWorkspace(record.role, 'transfer') ? <TransferForm record={record} /> : null}
            <LeaveWorkspace record={record} />
            {mayInWorkspace(record.role, 'delete') ? <DeleteWorkspace record={record} /> : null}
          </>
        )}
      </Loaded>
    </>
  );
}

function SettingsSkeleton() {
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {['first', 'second', 'third'].map((key) => (
        <Skeleton key={key} variant="rounded" height={150} sx={{ borderRadius: 1.5 }} />
      ))}
    </Box>
  );
}
