import { TextField } from '@mui/material';

export interface TypedWordProps {
  /** What has to be typed, e.g. the name of what is about to be deleted. */
  readonly word: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Asks for a word by hand. Its label stands above the field and wraps: a name that is cut cannot be typed. */
export function TypedWord({ word, value, onChange }: TypedWordProps) {
  return (
    <TextField
      label={`Type “${word}” to go on`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      required
      fullWidth
      margin="normal"
      autoComplete="off"
      slotProps={{
        inputLabel: { shrink: true, sx: { position: 'static', transform: 'none', whiteSpace: 'normal', mb: 0.5 } },
        input: { notched: false },
        htmlInput: { spellCheck: false, autoCapitalize: 'none' },
      }}
    />
  );
}
