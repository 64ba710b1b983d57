import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';

export interface LogoProps {
  /** Pixels, width and height. */
  readonly size?: number;
  /** Read aloud; leave it out where the product's name stands beside the mark. */
  readonly title?: string;
}

/** Purser's mark: a P made of a ledger's spine and a porthole, with the light on. The favicon draws the same. */
export function Logo({ size = 32, title }: LogoProps) {
  const { palette } = useTheme();
  const lit = palette.mode === 'dark';
  return (
    <Box
      component="svg"
      viewBox="0 0 32 32"
      sx={{ width: size, height: size, display: 'block', flex: 'none' }}
      {...(title ? { role: 'img', 'aria-label': title } : { 'aria-hidden': true })}
    >
      <rect width="32" height="32" rx="7" fill={lit ? '#E9EEF3' : '#12355B'} />
      <rect x="8" y="6" width="3.6" height="20" rx="1.2" fill={lit ? '#12355B' : '#FFFFFF'} />
      <circle cx="17.6" cy="13.1" r="5.5" fill="none" strokeWidth="3.2" stroke={lit ? '#12355B' : '#FFFFFF'} />
      <circle cx="17.6" cy="13.1" r="2.1" fill={lit ? '#0F766E' : '#5ED0C2'} />
    </Box>
  );
}
