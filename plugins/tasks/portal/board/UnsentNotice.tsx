import type { Store } from '@livestore/livestore';
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { pendingEvents } from '@purser/client/sync/pending-events';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { saveJson } from '@purser/kit/saveFile';
import { readableWork } from '../leftovers/readableWork.js';
import type { TaskStore } from './useTaskActions.js';

export interface UnsentNoticeProps {
  readonly store: TaskStore;
  readonly count: number;
}

/** The server takes nothing now, and perhaps never: what was not sent stays here, and can be taken along. */
export function UnsentNotice({ store, count }: UnsentNoticeProps) {
  const t = useMessages('tasks');
  const { name } = useWorkspace();
  const download = async () => {
    const events = await pendingEvents(store as unknown as Store);
    const day = new Date().toISOString().slice(0, 10);
    saveJson(`not-sent-${day}.json`, readableWork(name, { at: Date.now(), events }, []));
  };
  return (
    <Alert
      severity="warning"
      sx={{ mb: 3 }}
      action={
        <Button size="small" color="inherit" onClick={() => void download()}>
          {t('unsent.download')}
        </Button>
      }
    >
      {t('unsent.text', { count })}
    </Alert>
  );
}
