import { Stack } from '@mui/material';
import type { ReactNode } from 'react';
import { usePermissions } from 'react-admin';
import { entriesShown, useConsoleFacts } from '../facts.js';
import type { ConsoleAction } from '../plugin.js';
import { SlotBoundary } from './SlotBoundary.js';

/** What an operator can do with a record: those of other plugins first, then its own, which end with the gravest. */
export function RecordActions({ on, children }: { on: ConsoleAction['on']; children: ReactNode }) {
  const facts = useConsoleFacts();
  const { permissions = [] } = usePermissions<string[]>();
  const added = entriesShown('actions', facts, permissions).filter((action) => action.on === on);
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
      {added.map((action) => (
        <SlotBoundary key={`${action.plugin}/${action.key}`} name={`${action.plugin}: ${action.key}`}>
          <action.component />
        </SlotBoundary>
      ))}
      {children}
    </Stack>
  );
}
