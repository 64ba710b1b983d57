import type { ReactElement } from 'react';
import { TabbedShowLayout, TabbedShowLayoutTabs, usePermissions } from 'react-admin';
import { entriesShown, useConsoleFacts } from '../facts.js';
import type { ConsoleTab } from '../plugin.js';
import { SlotBoundary } from './SlotBoundary.js';

/** A record's page: its own tabs first, then those that other plugins add to it. */
export function RecordTabs({ on, children }: { on: ConsoleTab['on']; children: ReactElement | ReactElement[] }) {
  const facts = useConsoleFacts();
  const { permissions = [] } = usePermissions<string[]>();
  const added = entriesShown('tabs', facts, permissions).filter((tab) => tab.on === on);
  return (
    <TabbedShowLayout tabs={<TabbedShowLayoutTabs variant="scrollable" scrollButtons="auto" />}>
      {children}
      {added.map((tab) => (
        <TabbedShowLayout.Tab key={`${tab.plugin}/${tab.path}`} label={tab.label} path={tab.path}>
          <SlotBoundary name={`${tab.plugin}: ${tab.label}`}>
            <tab.component />
          </SlotBoundary>
        </TabbedShowLayout.Tab>
      ))}
    </TabbedShowLayout>
  );
}
