import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { Hidden } from '@purser/kit/portal/ui/Hidden';
import type { Task } from '../../schema.js';
import { AddTask } from './AddTask.js';
import { TaskLists } from './TaskLists.js';
import { useMayEdit } from './useMayEdit.js';
import type { TaskActions } from './useTaskActions.js';

/** Nothing can be pressed in what is inert. */
const none: TaskActions = { add() {}, rename() {}, setDone() {}, move() {}, remove() {} };

/** The list as it was left, to be read until its store is open; nothing moves when it is. */
export function BoardAsLeft({ tasks }: { readonly tasks: readonly Task[] }) {
  const t = useMessages('tasks');
  const mayEdit = useMayEdit(null);
  return (
    <>
      <Hidden role="status">{t('loading')}</Hidden>
      <Box inert aria-busy sx={{ maxWidth: 760 }}>
        {mayEdit ? <AddTask onAdd={none.add} /> : null}
        <TaskLists tasks={tasks} actions={none} mayEdit={mayEdit} />
      </Box>
    </>
  );
}
