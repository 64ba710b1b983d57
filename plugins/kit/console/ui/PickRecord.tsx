import { Autocomplete, TextField } from '@mui/material';
import { useState } from 'react';
import { type RaRecord, useGetList } from 'react-admin';

export interface PickRecordProps {
  readonly label: string;
  readonly resource: string;
  /** Beside what is typed. */
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly nameOf: (record: RaRecord) => string;
  readonly onPick: (record: RaRecord | null) => void;
}

/** One record of a list, found by typing: for the questions that an act asks. */
export function PickRecord({ label, resource, filter, nameOf, onPick }: PickRecordProps) {
  const [typed, setTyped] = useState('');
  const {
    data = [],
    error,
    isFetching,
  } = useGetList(resource, {
    pagination: { page: 1, perPage: 10 },
    filter: { ...filter, ...(typed.trim() ? { q: typed.trim() } : {}) },
  });
  return (
    <Autocomplete
      options={data}
      loading={isFetching}
      // The server has searched; what it found by an address may not hold what was typed in its name.
      filterOptions={(found) => found}
      getOptionLabel={nameOf}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(one, other) => one.id === other.id}
      onChange={(_, record) => onPick(record)}
      onInputChange={(_, text, why) => setTyped(why === 'input' ? text : '')}
      noOptionsText="Nobody found"
      renderInput={(params) => (
        <TextField
          {...params}
          label={label}
          required
          margin="normal"
          error={Boolean(error)}
          helperText={error ? `Could not be searched. ${(error as Error).message}` : undefined}
        />
      )}
    />
  );
}
