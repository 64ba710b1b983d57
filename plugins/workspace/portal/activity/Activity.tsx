import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Card from '@mui/material/Card';
import Skeleton from '@mui/material/Skeleton';
import { useMessages } from '@purser/kit/portal/messages';
import { EmptyState } from '@purser/kit/portal/ui/EmptyState';
import { Loaded } from '@purser/kit/portal/ui/Loaded';
import { PageHeading } from '@purser/kit/portal/ui/PageHeading';
import { ActivityEntry, activityLine } from './ActivityEntry.js';
import { ActivityFilters } from './ActivityFilters.js';
import { ExportActivity } from './ExportActivity.js';
import { useActivity, useActivityFilter } from './useActivity.js';

/** Who did what in this workspace, newest first. */
export default function Activity() {
  const t = useMessages('workspace');
  const { filter, change } = useActivityFilter();
  const query = useActivity(filter);
  const isFiltered = Object.values(filter).some((text) => text !== '');
  const clear = { about: '', by: '', from: '', to: '' };
  return (
    <>
      <PageHeading
        title={t('activity.title')}
        intro={t('activity.intro')}
        actions={<ExportActivity filter={filter} />}
      />
      <ActivityFilters filter={filter} onChange={change} />
      <Loaded query={query} failed={t('activity.failed')} skeleton={<ActivitySkeletons />}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.entries);
          if (entries.length === 0)
            return (
              <EmptyState
                title={t(isFiltered ? 'activity.noMatch' : 'activity.none')}
                action={isFiltered ? <Button onClick={() => change(clear)}>{t('activity.clear')}</Button> : undefined}
              />
            );
          return (
            <Card>
              <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
                {entries.map((entry) => (
                  <ActivityEntry key={entry.id} entry={entry} />
                ))}
              </Box>
              {query.hasNextPage ? (
                <Box sx={{ p: 2, borderTop: 1, borderColor: 'divider', textAlign: 'center' }}>
                  <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
                    {t('activity.more')}
                  </Button>
                </Box>
              ) : null}
            </Card>
          );
        }}
      </Loaded>
    </>
  );
}

function ActivitySkeletons() {
  return (
    <Card>
      {['first', 'second', 'third', 'fourth'].map((key) => (
        <Box key={key} sx={activityLine}>
          <Box sx={{ flex: 1 }}>
            <Skeleton width="40%" />
            <Skeleton width="25%" />
          </Box>
          <Skeleton width={90} />
        </Box>
      ))}
    </Card>
  );
}
