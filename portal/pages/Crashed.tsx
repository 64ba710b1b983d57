import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useLanguage } from '../i18n/Language.js';

/** Its own words, because the texts may be what could not be loaded. */
const words = {
  en: {
    title: 'This page could not be shown',
    text: 'What you saved is safe. Reload to try again; a newer version may be there.',
    reload: 'Reload',
  },
  de: {
    title: 'Diese Seite konnte nicht angezeigt werden',
    text: 'Gespeichertes ist sicher. Laden Sie die Seite neu; vielleicht gibt es eine neuere Version.',
    reload: 'Neu laden',
  },
};

export function Crashed({ error }: { readonly error: unknown }) {
  const { locale } = useLanguage();
  const { title, text, reload } = words[locale];
  return (
    <Box sx={{ maxWidth: 560, py: 3 }}>
      <Typography variant="h1" gutterBottom>
        {title}
      </Typography>
      <Alert
        severity="error"
        action={
          <Button color="inherit" size="small" onClick={() => window.location.reload()}>
            {reload}
          </Button>
        }
      >
        {text}
        <Typography component="p" variant="caption" sx={{ mt: 0.5, overflowWrap: 'anywhere' }}>
          {error instanceof Error ? error.message : String(error)}
        </Typography>
      </Alert>
    </Box>
  );
}
