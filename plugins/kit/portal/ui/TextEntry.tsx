import FormControl from '@mui/material/FormControl';
import FormHelperText from '@mui/material/FormHelperText';
import FormLabel from '@mui/material/FormLabel';
import OutlinedInput, { type OutlinedInputProps } from '@mui/material/OutlinedInput';
import { useId } from 'react';

export interface TextEntryProps extends Omit<OutlinedInputProps, 'label' | 'error' | 'id'> {
  readonly label: string;
  /** What the field is for or how it is filled; stays visible while typing. */
  readonly hint?: React.ReactNode;
  /** What is wrong with what was typed; replaces the hint. */
  readonly problem?: string;
}

/** One labelled field. The label stands above it, so that it is readable before, while and after typing. */
export function TextEntry({ label, hint, problem, inputProps, required, ...input }: TextEntryProps) {
  const id = useId();
  const helpId = `${id}-help`;
  const help = problem ?? hint;
  return (
    <FormControl fullWidth error={Boolean(problem)} required={required}>
      <FormLabel
        htmlFor={id}
        sx={{
          mb: 0.5,
          fontSize: '0.9rem',
          fontWeight: 600,
          color: 'text.primary',
          '& .MuiFormLabel-asterisk': { display: 'none' },
        }}
      >
        {label}
      </FormLabel>
      <OutlinedInput
        {...input}
        id={id}
        required={required}
        notched={false}
        size={input.size ?? 'small'}
        inputProps={{ ...inputProps, 'aria-describedby': help ? helpId : undefined }}
      />
      {help ? (
        <FormHelperText id={helpId} {...(problem ? { role: 'alert' } : {})}>
          {help}
        </FormHelperText>
      ) : null}
    </FormControl>
  );
}
