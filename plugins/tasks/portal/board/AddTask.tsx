import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useMessages } from '@purser/kit/portal/messages';
import { useWorkspace } from '@purser/kit/portal/portal';
import { useDraft } from '@purser/kit/portal/useDraft';
import { type FormEvent, useRef } from 'react';
import { TASK_TITLE_MAX, taskTitle } from '../../records.js';

export interface AddTaskProps {
  readonly onAdd: (title: string) => void;
}

/** One line and a button; the focus stays, so that several can be added one after the other. */
export function AddTask({ onAdd }: AddTaskProps) {
  const t = useMessages('tasks');
  const { id: workspaceId } = useWorkspace();
  const { value: text, change: setText } = useDraft(`tasks.add.${workspaceId}`, '');
  const field = useRef<HTMLInputElement>(null);
  const length = [...text.trim()].length;
  const error = length > TASK_TITLE_MAX ? t('add.tooLong', { max: TASK_TITLE_MAX, length }) : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    field.current?.focus();
    const title = taskTitle.safeParse(text);
    if (!title.success) return;
    onAdd(title.data);
    setText('');
  };

  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'flex', alignItems: 'flex-start', gap: 1.5, mb: 3 }}>
      <TextField
        label={t('add.label')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        inputRef={field}
        error={error !== undefined}
        helperText={error}
        autoComplete="off"
        fullWidth
        slotProps={{ htmlInput: { enterKeyHint: 'done' } }}
      />
      <Button type="submit" variant="contained" size="large" sx={{ minHeight: 56, flex: 'none' }}>
        {t('add.button')}
      </Button>
    </Box>
  );
}
