import CheckCircle from '@mui/icons-material/CheckCircleOutlined';
import RadioButtonUnchecked from '@mui/icons-material/RadioButtonUncheckedOutlined';
import Box from '@mui/material/Box';
import { useDeferredValue } from 'react';
import { MIN } from '../../password/password-length.js';
import { useSettled } from '../../useSettled.js';
import { useMessages } from '../messages.js';
import { type Check, type Checked, passwordChecks, passwordLength, strengthOf } from '../passwordChecks.js';
import { usePortal } from '../portal.js';
import { useCommonPasswords } from '../useCommonPasswords.js';
import { PasswordEntry } from './PasswordEntry.js';
import { PasswordStrength } from './PasswordStrength.js';

const PAUSE_MS = 500;

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
  const isCommon = useCommonPasswords(value !== '');
  const judge = (password: string): Checked[] => [
    ...passwordChecks(password, { ...person, product }),
    // Until the list is there nobody knows; said to be met only when it is.
    { check: 'rare', ok: password !== '' && isCommon?.(password) === false },
  ];
  // Typing stays quick, and a screen reader hears the verdict after a pause, not every letter.
  const shown = useDeferredValue(value);
  const paused = useSettled(value, PAUSE_MS);
  const words = (check: Check, password: string) => {
    const length = passwordLength(password);
    return check === 'long' && length > 0 && length < MIN
      ? t('password.longSoFar', { length, min: MIN })
      : t(`password.${check}`, { min: MIN, product });
  };
  const verdict = judge(paused).filter(({ check }) => check !== 'rare' || isCommon);
  const missing = verdict.filter(({ ok }) => !ok).map(({ check }) => words(check, paused));
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
      <PasswordStrength strength={strengthOf(paused, verdict)} missing={missing} />
      <Box
        component="ul"
        aria-label={t('password.rules')}
        sx={{ listStyle: 'none', m: 0, mt: 1, p: 0, display: 'grid', gap: 0.5, fontSize: '0.8125rem' }}
      >
        {judge(shown).map(({ check, ok }) => (
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
            <span>{words(check, shown)}</span>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
