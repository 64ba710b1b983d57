import Alert from '@mui/material/Alert';
import { reasonWords } from '@purser/client/session/reasons';
import type { SyncHealth } from '@purser/client/sync/health';
import { useMessages } from '@purser/kit/portal/messages';
import { usePortal, useWorkspace } from '@purser/kit/portal/portal';
import { mayInWorkspace, type Role } from '../../../workspace/records.js';
import { SetAsideNotice } from './SetAsideNotice.js';
import { UnsentNotice } from './UnsentNotice.js';
import { isOver } from './useMayEdit.js';
import type { TaskStore } from './useTaskActions.js';

export interface BoardNoticesProps {
  readonly store: TaskStore;
  readonly health: SyncHealth | null;
}

/** Why something cannot be done here, before anybody tries. */
export function BoardNotices({ store, health }: BoardNoticesProps) {
  const t = useMessages('tasks');
  const { locale } = usePortal();
  const { role, suspended } = useWorkspace();
  const isReader = !mayInWorkspace(role as Role, 'write');
  // A store that only answers reads says so above the board, and why: it is nobody's role then.
  const readsOnly = isReader || health?.readOnly === true;
  return (
    <>
      <SetAsideNotice store={store} />
      {isOver(health) || (health?.state === 'suspended' && !suspended) ? (
        <Alert severity="warning" sx={{ mb: 3 }}>
          {reasonWords(health?.reason ?? '', locale).text} {isOver(health) ? t('stopped') : null}
        </Alert>
      ) : null}
      {isReader ? (
        <Alert severity="info" sx={{ mb: 3 }}>
          {t('readOnly')}
        </Alert>
      ) : null}
      {health && health.unacked > 0 && (readsOnly || isOver(health) || health.state === 'suspended') ? (
        <UnsentNotice store={store} count={health.unacked} />
      ) : null}
      {store.storageMode === 'in-memory' ? (
        <Alert severity="warning" sx={{ mb: 3 }}>
          {t('memoryOnly')}
        </Alert>
      ) : null}
    </>
  );
}
