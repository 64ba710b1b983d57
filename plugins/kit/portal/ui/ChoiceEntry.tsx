import FormControl from '@mui/material/FormControl';
import FormLabel from '@mui/material/FormLabel';
import NativeSelect from '@mui/material/NativeSelect';
import OutlinedInput from '@mui/material/OutlinedInput';
import { useId } from 'react';

export interface ChoiceEntryProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, label: string])[];
  readonly onChoose: (value: Value) => void;
  readonly disabled?: boolean;
}

/** One of a few. The browser's own list: it is at home on every device and in every screen reader. */
export function ChoiceEntry<Value extends string>({
  label,
  value,
  options,
  onChoose,
  disabled,
}: ChoiceEntryProps<Value>) {
  const id = useId();
  return (
    <FormControl fullWidth disabled={disabled}>
      <FormLabel htmlFor={id} sx={{ mb: 0.5, fontSize: '0.9rem', fontWeight: 600, color: 'text.primary' }}>
        {label}
      </FormLabel>
      <NativeSelect
        id={id}
        value={value}
        onChange={(event) => onChoose(event.target.value as Value)}
        input={<OutlinedInput size="small" notched={false} />}
      >
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </NativeSelect>
    </FormControl>
  );
}
