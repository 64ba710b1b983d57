import { type ReactNode, useState } from 'react';
import { usePortal } from '../portal.js';
import { useProblemReader } from '../problems.js';
import { PasswordEntry } from './PasswordEntry.js';

/**
 * For what needs a sign-in that is not old (SECURITY 10): asks for the password in the same dialog when the server wants
 * it, and goes on with what was meant. `field` is null until then; `label` is the field's.
 */
export function usePasswordOnce(
  plugin: string,
  label: string,
  act: () => Promise<unknown>,
): {
  readonly run: () => Promise<unknown>;
  readonly field: ReactNode;
  readonly forget: () => void;
} {
  const { api, person } = usePortal();
  const read = useProblemReader(plugin);
  const [wanted, setWanted] = useState(false);
  const [password, setPassword] = useState('');
  return {
    run: async () => {
      if (wanted) await api.post('/api/auth/reauthenticate', { password });
      try {
        return await act();
      } catch (error) {
        if (read(error).code === 'reauthentication_required') setWanted(true);
        throw error;
      }
    },
    field: wanted ? (
      <>
        {/* Tells password managers whose password this is. */}
        <input type="text" name="username" autoComplete="username" value={person?.email ?? ''} readOnly hidden />
        <PasswordEntry
          label={label}
          name="password"
          autoComplete="current-password"
          autoFocus
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </>
    ) : null,
    forget: () => {
      setWanted(false);
      setPassword('');
    },
  };
}
