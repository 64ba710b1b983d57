import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';

export interface PlainSelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly (readonly [value: Value, label: string])[];
  readonly onChoose: (value: Value) => void;
}

/** The browser's own select: MUI's brings menus and popovers that the sign-in page has no room for. */
export function PlainSelect<Value extends string>({ label, value, options, onChoose }: PlainSelectProps<Value>) {
  const { palette } = useTheme();
  return (
    <Box
      component="select"
      aria-label={label}
      value={value}
      onChange={(event: React.ChangeEvent<HTMLSelectElement>) => onChoose(event.target.value as Value)}
      sx={{
        font: 'inherit',
        fontSize: '0.875rem',
        color: 'text.secondary',
        bgcolor: 'transparent',
        border: 0,
        borderRadius: 1,
        px: 1,
        minHeight: 32,
        cursor: 'pointer',
        colorScheme: palette.mode,
        '&:hover': { color: 'text.primary' },
        '& option': { color: 'text.primary', bgcolor: 'background.paper' },
      }}
    >
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </Box>
  );
}
