import { Box, Typography } from '@mui/material';
import { BooleanInput, FormDataConsumer, NumberInput, required, SelectInput, SimpleForm, TextInput } from 'react-admin';
import { NextRuns } from './NextRuns.js';

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const kinds = [
  { id: 'full', name: 'Everything' },
  { id: 'events', name: 'What is new' },
];
const aNew = {
  kind: 'full',
  enabled: true,
  cron: '15 2 * * *',
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  targets: [],
  keepHours: 0,
  keepDays: 14,
  keepWeeks: 8,
  keepMonths: 12,
  drillWorkspaces: 5,
  drillEverythingOn: null,
  staleHours: 26,
};

export function PolicyForm({ fresh }: { fresh?: boolean }) {
  return (
    <SimpleForm defaultValues={fresh ? aNew : undefined} sx={{ maxWidth: 640 }}>
      <TextInput source="name" validate={required()} fullWidth />
      {fresh ? (
        <SelectInput
          source="kind"
          label="What"
          choices={kinds}
          helperText="What is new: of logs only what was added since the backup before, on which it stands."
          validate={required()}
        />
      ) : (
        <FormDataConsumer>
          {({ formData }) => (
            <Typography gutterBottom>
              What it takes: {kinds.find(({ id }) => id === formData.kind)?.name.toLowerCase()}
            </Typography>
          )}
        </FormDataConsumer>
      )}
      <BooleanInput
        source="enabled"
        label="On"
        helperText="Off, it takes and deletes nothing; what it took stays."
        sx={{ mb: 2 }}
      />
      <TextInput
        source="cron"
        label="When"
        validate={required()}
        fullWidth
        helperText="Minute, hour, day, month, weekday. 15 2 * * * is 02:15 each night."
      />
      <TextInput source="zone" label="Time zone" validate={required()} fullWidth />
      <FormDataConsumer>
        {({ formData }) => (
          <NextRuns cron={formData.cron ?? ''} zone={formData.zone ?? ''} kind={formData.kind ?? 'full'} />
        )}
      </FormDataConsumer>
      <Typography variant="h6" component="h2" sx={{ mt: 2 }}>
        What is kept
      </Typography>
      <Typography variant="body2" color="text.secondary" gutterBottom>
        The newest of each of the last so many that have one. The newest verified one and what is held always stay.
      </Typography>
      <Box
        sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr 1fr', sm: 'repeat(4, 1fr)' }, gap: 2, width: '100%' }}
      >
        <NumberInput source="keepHours" label="Hours" min={0} validate={required()} />
        <NumberInput source="keepDays" label="Days" min={0} validate={required()} />
        <NumberInput source="keepWeeks" label="Weeks" min={0} validate={required()} />
        <NumberInput source="keepMonths" label="Months" min={0} validate={required()} />
      </Box>
      <Typography variant="h6" component="h2" sx={{ mt: 2 }}>
        Proof and alarm
      </Typography>
      <NumberInput
        source="drillWorkspaces"
        label="Workspaces restored for trial after each"
        min={0}
        validate={required()}
        fullWidth
      />
      <SelectInput
        source="drillEverythingOn"
        label="Everything is restored for trial on"
        choices={days.map((name, id) => ({ id, name }))}
        emptyText="never"
        fullWidth
      />
      <NumberInput
        source="staleHours"
        label="Alarm after so many hours without success"
        min={1}
        validate={required()}
        fullWidth
      />
    </SimpleForm>
  );
}
