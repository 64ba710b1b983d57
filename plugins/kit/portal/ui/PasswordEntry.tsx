import VisibilityOff from '@mui/icons-material/VisibilityOffOutlined';
import Visibility from '@mui/icons-material/VisibilityOutlined';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';
import { useMessages } from '../messages.js';
import { TextEntry, type TextEntryProps } from './TextEntry.js';

/** A password that can be looked at, pasted, and filled by a password manager. */
export function PasswordEntry(props: Omit<TextEntryProps, 'type' | 'endAdornment'>) {
  const t = useMessages('portal');
  const [shown, setShown] = useState(false);
  return (
    <TextEntry
      {...props}
      type={shown ? 'text' : 'password'}
      inputProps={{ ...props.inputProps, spellCheck: false, autoCapitalize: 'none' }}
      endAdornment={
        <ButtonBase
          onClick={() => setShown(!shown)}
          aria-label={t('password.show')}
          aria-pressed={shown}
          sx={{ width: 32, height: 32, mr: -0.75, flex: 'none', borderRadius: 1, color: 'text.secondary' }}
        >
          {shown ? <VisibilityOff fontSize="small" /> : <Visibility fontSize="small" />}
        </ButtonBase>
      }
    />
  );
}
