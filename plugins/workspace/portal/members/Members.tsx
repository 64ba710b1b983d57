import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Card from '@mui/material/Card';
import { useMessages } from '@purser/kit/portal/messages';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { useMembers } from '../queries.js';
import { MemberList, MemberSkeletons } from './MemberList.js';

export default function Members() {
  const t = useMessages('workspace');
  const query = useMembers();
  const total = query.data?.pages[0]?.total;
  return (
    <>
      <PageHeading
        title={t('members.title')}
        intro={total === undefined ? t('members.hint') : t('members.count', { count: total })}
      />
      <Loaded query={query} failed={t('members.failed')} skeleton={<MemberSkeletons />}>
        {({ pages }) => (
          <Card>
            <MemberList members={pages.flatMap((page) => page.members)} />
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
    </>
  );
}
