import { Box } from '@mui/material';

export interface StripProbe {
  readonly at: string;
  readonly ok: boolean;
  readonly step: string | null;
}

const clock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'short', timeStyle: 'medium' });

/** The last probes, newest at the right; one that failed is taller and says where, so that it is not told by colour alone. */
export function ProbeStrip({ name, strip }: { name: string; strip: readonly StripProbe[] }) {
  const failed = strip.filter(({ ok }) => !ok).length;
  const words = failed === 0 ? `all ${strip.length} got through` : `${failed} of ${strip.length} failed`;
  return (
    <Box
      role="img"
      aria-label={`Last probes of ${name}: ${words}`}
      sx={{ display: 'flex', alignItems: 'end', gap: '2px' }}
    >
      {strip.map(({ at, ok, step }) => (
        <Box
          key={at}
          title={`${clock.format(new Date(at))}: ${ok ? 'got through' : `failed at ${step}`}`}
          sx={{ width: 6, height: ok ? 12 : 24, borderRadius: '2px', bgcolor: ok ? 'success.main' : 'error.main' }}
        />
      ))}
    </Box>
  );
}
