import Box from '@mui/material/Box';

export interface TrapProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/**
 * A field that nobody sees, hears or reaches by keyboard: what fills it is a program, and the server answers it like
 * everybody and does nothing. Moved out of sight rather than hidden, as programs skip what is hidden.
 */
export function Trap({ value, onChange }: TrapProps) {
  return (
    <Box aria-hidden sx={{ position: 'absolute', left: -10_000, width: 1, height: 1, overflow: 'hidden' }}>
      <label>
        Website
        <input
          type="text"
          name="website"
          tabIndex={-1}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
    </Box>
  );
}
