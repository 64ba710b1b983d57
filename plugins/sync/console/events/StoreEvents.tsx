import { Box, Button, Skeleton, Stack, TextField, Typography } from '@mui/material';
import { LoadFailed } from '@purser/kit/console/ui/LoadFailed';
import { useSettled } from '@purser/kit/useSettled';
import { useState } from 'react';
import { useRecordContext } from 'react-admin';
import { EventTable } from './EventTable.js';
import { useStoreEvents } from './useStoreEvents.js';

/** Until somebody who types a name has come to its end. */
const TYPING_MS = 300;

/** Tab of a store's page: what happened in it, by name and size. What an event holds is shown one by one, and noted. */
export function StoreEvents() {
  const store = useRecordContext();
  return store ? <Events key={store.id} storeId={String(store.id)} /> : null;
}

function Events({ storeId }: { storeId: string }) {
  const [typed, setTyped] = useState('');
  const name = useSettled(typed.trim(), TYPING_MS);
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useStoreEvents(
    storeId,
    name,
  );
  const events = data?.pages.flatMap((page) => page.events) ?? [];
  const next = data?.pages.at(-1)?.next ?? null;
  return (
    <Stack spacing={2}>
      <TextField
        label="Name of the event"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        size="small"
        margin="none"
        slotProps={{ htmlInput: { maxLength: 200 } }}
        sx={{ maxWidth: 360 }}
      />
      {error ? <LoadFailed what="The events" error={error} retry={() => void refetch()} /> : null}
      {isPending ? <Skeletons /> : null}
      {events.length > 0 ? <EventTable storeId={storeId} events={events} /> : null}
      {data && events.length === 0 ? <Nothing name={name} next={next} /> : null}
      {hasNextPage ? (
        <Box>
          <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
            {name === '' ? 'Show older' : `Look further, below ${next?.toLocaleString('en-GB')}`}
          </Button>
        </Box>
      ) : null}
    </Stack>
  );
}

function Nothing({ name, next }: { name: string; next: number | null }) {
  if (name === '') return <Typography color="text.secondary">Nothing has been written into this store yet.</Typography>;
  return (
    <Typography color="text.secondary" role="status">
      {next === null
        ? 'No event of this store has such a name.'
        : `No event from ${next.toLocaleString('en-GB')} on has such a name.`}
    </Typography>
  );
}

function Skeletons() {
  return (
    <Stack spacing={1} aria-busy="true">
      {['first', 'second', 'third', 'fourth'].map((key) => (
        <Skeleton key={key} variant="rounded" height={36} />
      ))}
    </Stack>
  );
}
