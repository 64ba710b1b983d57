import { AppShow } from '@purser/kit/console/ui/AppShow';
import { RecordTabs } from '@purser/kit/console/ui/RecordTabs';
import { RecordTitle } from '@purser/kit/console/ui/RecordTitle';
import { TabbedShowLayout } from 'react-admin';
import { storeRefreshMs } from './refresh.js';
import { StoreOverview } from './StoreOverview.js';
import { Timeline } from './Timeline.js';

export function StoreShow() {
  return (
    <AppShow title={<RecordTitle source="workspaceName" />} queryOptions={{ refetchInterval: storeRefreshMs }}>
      <RecordTabs on="stores">
        <TabbedShowLayout.Tab label="Overview">
          <StoreOverview />
        </TabbedShowLayout.Tab>
        <TabbedShowLayout.Tab label="Timeline" path="timeline">
          <Timeline />
        </TabbedShowLayout.Tab>
      </RecordTabs>
    </AppShow>
  );
}
