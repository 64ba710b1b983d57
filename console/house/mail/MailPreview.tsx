import { Box, Card, Stack, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { previewDocument, type Scheme } from './previewDocument.js';

export interface PreviewedMail {
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
}

interface MailPreviewProps {
  /** Language → the mail in it. With one language there is no switch. */
  readonly mails: Readonly<Record<string, PreviewedMail>>;
}

const languages: Readonly<Record<string, string>> = { en: 'English', de: 'German' };
/** Pixels of the frame's inside. */
const widths = { wide: 680, narrow: 390 } as const;

/** A mail as people get it, in every language, part, colour scheme and width. */
export function MailPreview({ mails }: MailPreviewProps) {
  const [locale, setLocale] = useState(Object.keys(mails)[0] ?? 'en');
  const [part, setPart] = useState<'html' | 'text'>('html');
  const [scheme, setScheme] = useState<Scheme>('light');
  const [width, setWidth] = useState<keyof typeof widths>('wide');
  const mail = mails[locale];
  if (!mail) return null;
  return (
    <Card variant="outlined">
      <Stack
        direction="row"
        role="group"
        aria-label="How to show the mail"
        sx={{ p: 2, gap: 1.5, flexWrap: 'wrap', borderBottom: 1, borderColor: 'divider' }}
      >
        {Object.keys(mails).length > 1 ? (
          <Choice label="Language" value={locale} onChange={setLocale} options={languagesOf(mails)} />
        ) : null}
        <Choice label="Part" value={part} onChange={setPart} options={{ html: 'HTML', text: 'Plain text' }} />
        {part === 'html' ? (
          <>
            <Choice label="Colours" value={scheme} onChange={setScheme} options={{ light: 'Light', dark: 'Dark' }} />
            <Choice label="Width" value={width} onChange={setWidth} options={{ wide: 'Wide', narrow: 'Phone' }} />
          </>
        ) : null}
      </Stack>
      <Box sx={{ px: 3, py: 2, borderBottom: 1, borderColor: 'divider' }} lang={locale}>
        <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{mail.subject}</Typography>
        <Typography variant="body2" color="text.secondary">
          {mail.preheader}
        </Typography>
      </Box>
      {part === 'html' ? (
        <Box sx={{ bgcolor: 'background.default', p: { xs: 0, sm: 2 } }}>
          <iframe
            key={`${locale} ${scheme} ${width}`}
            title={`Preview: ${mail.subject}`}
            // Scripts, forms, windows and everything remote are off; the page's own policy holds inside as well.
            sandbox=""
            srcDoc={previewDocument(mail.html, scheme)}
            style={{
              border: 0,
              display: 'block',
              width: '100%',
              maxWidth: widths[width],
              height: 720,
              margin: '0 auto',
              colorScheme: scheme,
            }}
          />
        </Box>
      ) : (
        <Box
          component="pre"
          lang={locale}
          sx={{ m: 0, p: 3, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: '0.875rem', lineHeight: 1.55 }}
        >
          {mail.text}
        </Box>
      )}
    </Card>
  );
}

function languagesOf(mails: MailPreviewProps['mails']): Record<string, string> {
  return Object.fromEntries(Object.keys(mails).map((locale) => [locale, languages[locale] ?? locale]));
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      onChange={(_, chosen: Value | null) => {
        if (chosen) onChange(chosen);
      }}
    >
      {(Object.entries(options) as [Value, string][]).map(([option, words]) => (
        <ToggleButton key={option} value={option} sx={{ textTransform: 'none', px: 1.5 }}>
          {words}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
