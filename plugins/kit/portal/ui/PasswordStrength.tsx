import Box from '@mui/material/Box';
import { useMessages } from '../messages.js';
import type { Strength } from '../passwordChecks.js';

const steps: Readonly<Record<Strength, number>> = { weak: 1, good: 2, strong: 3 };
const colours: Readonly<Record<Strength, string>> = {
  weak: 'warning.main',
  good: 'success.main',
  strong: 'success.main',
};

export interface PasswordStrengthProps {
  /** Null while there is nothing to judge. */
  readonly strength: Strength | null;
  /** What is still asked for, for those who do not see the list. */
  readonly missing: readonly string[];
}

/** The verdict in words, and as three steps for the eye; a screen reader hears it when the typing pauses. */
export function PasswordStrength({ strength, missing }: PasswordStrengthProps) {
  const t = useMessages('portal');
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, mt: 1, minHeight: 20 }}>
      <Box aria-hidden sx={{ display: 'flex', gap: 0.5, flex: 'none' }}>
        {[1, 2, 3].map((step) => (
          <Box
            key={step}
            sx={{
              width: 28,
              height: 4,
              borderRadius: 2,
              bgcolor: strength && step <= steps[strength] ? colours[strength] : 'divider',
            }}
          />
        ))}
      </Box>
      <Box role="status" sx={{ fontSize: '0.8125rem', color: 'text.secondary' }}>
        {strength ? (
          <>
            {t(`password.strength.${strength}`)}
            <Box
              component="span"
              sx={{ position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' }}
            >
              {missing.map((point) => `. ${point}`).join('')}
            </Box>
          </>
        ) : null}
      </Box>
    </Box>
  );
}
