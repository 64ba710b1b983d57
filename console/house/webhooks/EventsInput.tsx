import { Alert } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { useQuery } from '@tanstack/react-query';
import { CheckboxGroupInput, required, useDataProvider } from 'react-admin';

interface Declared {
  readonly event: string;
  readonly description: string;
}

// A choice that takes two lines is told from the next.
const spaced = { '& .MuiFormControlLabel-root': { alignItems: 'flex-start', mb: 0.5 } };

/** Which of the events that plugins declare an endpoint hears. */
export function EventsInput() {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const { data, error } = useQuery({
    queryKey: ['webhooks', 'events'],
    queryFn: () => dataProvider.read<Declared[]>('console/webhooks/events'),
  });
  if (error) return <Alert severity="error">The events could not be loaded. {error.message}</Alert>;
  const choices = (data ?? []).map(({ event, description }) => ({ id: event, name: `${event}: ${description}` }));
  return (
    <CheckboxGroupInput
      source="events"
      label="Hears of"
      choices={choices}
      row={false}
      validate={required()}
      sx={spaced}
    />
  );
}
