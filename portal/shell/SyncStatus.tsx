import { useSession } from '@purser/client/react/session-provider';
import { useSyncHealth } from '@purser/client/react/sync-health';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal } from '@purser/kit/portal/portal';
import { useEffect } from 'react';
import { keepChanges } from '../signed-in/keptChanges.js';
import { SyncStatusLine } from './SyncStatusLine.js';
import { syncWords, withClock } from './syncWords.js';

/** How the open store stands with the server, on every page of a workspace. */
export function SyncStatus() {
  const t = useMessages('portal');
  const { online, locale, refreshPerson } = usePortal();
  const { clockError } = useSession();
  const health = useSyncHealth();
  const removed = health?.state === 'removed';

  // The sign-in page says how much is safe here when the session ends.
  useEffect(() => keepChanges(health?.unacked ?? 0), [health?.unacked]);

  // The socket learns of a removal first; the list of workspaces follows.
  useEffect(() => {
    if (removed) void refreshPerson();
  }, [removed, refreshPerson]);

  const words = syncWords(health, online, locale, t);
  return <SyncStatusLine label={t('sync.label')} words={clockError === null ? words : withClock(words, locale)} />;
}
