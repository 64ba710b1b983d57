import { useMessages } from '../messages.js';
import { shownAsCode } from '../typedCode.js';
import { TextEntry } from './TextEntry.js';

export interface CodeEntryProps {
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly problem?: string;
}

/** The code of a mail, typed on the device that does not have the mail. */
export function CodeEntry({ value, onChange, problem }: CodeEntryProps) {
  const t = useMessages('portal');
  return (
    <TextEntry
      label={t('code.label')}
      name="code"
      value={value}
      onChange={(event) => onChange(shownAsCode(event.target.value))}
      autoComplete="one-time-code"
      placeholder="K7QM-2RXD"
      inputProps={{
        autoCapitalize: 'characters',
        spellCheck: false,
        style: { fontSize: '1.25rem', letterSpacing: '0.15em', fontVariantNumeric: 'tabular-nums' },
      }}
      hint={t('code.hint')}
      problem={problem}
    />
  );
}
