import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { TextEntry } from './TextEntry.js';

export interface CopyEntryProps {
  readonly label: string;
  readonly value: string;
  /** Of the button, before and after. */
  readonly copy: string;
  readonly copied: string;
}

/** A value to be taken elsewhere, which may be longer than its field. */
export function CopyEntry({ label, value, copy, copied }: CopyEntryProps) {
  const [done, setDone] = useState(false);
  const run = async () => {
    await navigator.clipboard.writeText(value);
    setDone(true);
  };
  const action = done ? copied : copy;
  return (
    <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 1 }}>
      <TextEntry
        label={label}
        value={value}
        readOnly
        onFocus={(event) => event.target.select()}
        sx={{ bgcolor: 'background.paper' }}
      />
      <Button
        variant="outlined"
        color="inherit"
        aria-label={`${action}: ${label}`}
        onClick={() => void run()}
        sx={{ flex: 'none', minHeight: 40 }}
      >
        {action}
      </Button>
    </Box>
  );
}
