import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUncheckedOutlined';
import Box from '@mui/material/Box';
import { useDeferredValue } from 'react';
import { useMessages } from '../messages.js';
import { MIN, passwordChecks, passwordLength } from '../passwordChecks.js';
import { usePortal } from '../portal.js';
import { PasswordEntry } from './PasswordEntry.js';

export interface NewPasswordProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onChange: (password: string) => void;
  /** Who chooses it: their own name and address do not count. */
  readonly person: { readonly name: string; readonly email: string };
  readonly problem?: string;
}

/** A password being chosen, checked as it is typed. */
export function NewPassword({ label, name, value, onChange, person, problem }: NewPasswordProps) {
  const t = useMessages('portal');
  const { product } = usePortal();
  // Typing stays quick, and a screen reader hears the state after a pause, not every letter.
  const settled = useDeferredValue(value);
  const checks = passwordChecks(settled, { ...person, product });
  const length = passwordLength(settled);
  return (
    <Box>
      <PasswordEntry
        label={label}
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="new-password"
        problem={problem}
      />
      <Box
        component="ul"
        aria-label={t('password.rules')}
        sx={{ listStyle: 'none', m: 0, mt: 1, p: 0, display: 'grid', gap: 0.5, fontSize: '0.8125rem' }}
      >
        {checks.map(({ check, ok }) => (
          <Box
            component="li"
            key={check}
            sx={{
              display: 'flex',
              gap: 0.75,
              alignItems: 'center',
              color: ok ? 'success.main' : 'text.secondary',
              '& svg': { fontSize: 18 },
            }}
          >
            {ok ? <CheckCircle aria-label={t('password.met')} role="img" /> : <RadioButtonUnchecked aria-hidden />}
            <span>
              {check === 'long' && !ok && length > 0
                ? t('password.longSoFar', { length, min: MIN })
                : t(`password.${check}`, { min: MIN, product })}
            </span>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
