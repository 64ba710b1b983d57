import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Card from '@mui/material/Card';
import { useMembers } from '@purser/client/react/workspaces';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { mayInWorkspace, type Role } from '../../records.js';
import { InvitationsSection } from '../invitations/InvitationsSection.js';
import { EditNotices } from './EditNotices.js';
import { MemberList, MemberSkeletons } from './MemberList.js';

export default function Members() {
  const t = useMessages('workspace');
  const { id, role } = useWorkspace();
  const { query, members = [], total, changeRole, remove } = useMembers(id);
  return (
    <>
      <PageHeading
        title={t('members.title')}
        intro={total === undefined ? t('members.hint') : t('members.count', { count: total })}
      />
      <EditNotices workspaceId={id} members={members} />
      <Loaded query={query} failed={t('members.failed')} skeleton={<MemberSkeletons />}>
        {() => (
          <Card sx={{ mb: 3 }}>
            <MemberList members={members} onChangeRole={changeRole} onRemove={remove} />
            {query.hasNextPage ? (
              <Box sx={{ p: 2, borderTop: 1, borderColor: 'divider', textAlign: 'center' }}>
                <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
                  {t('members.more')}
                </Button>
              </Box>
            ) : null}
          </Card>
        )}
      </Loaded>
      {mayInWorkspace(role as Role, 'invite') ? <InvitationsSection /> : null}
    </>
  );
}
