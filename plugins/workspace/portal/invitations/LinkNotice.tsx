import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useMessages } from '@purser/kit/portal/messages';
import { TextEntry } from '@purser/kit/portal/ui/TextEntry';
import { useState } from 'react';

export interface NewLink {
  readonly email: string;
  readonly url: string;
  readonly mailed: boolean;
}

/** The link of an invitation, which is shown once: the server keeps only its hash. */
export function LinkNotice({ link, onClose }: { readonly link: NewLink; readonly onClose: () => void }) {
  const t = useMessages('workspace');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(link.url);
    setCopied(true);
  };
  return (
    <Alert
      severity="success"
      onClose={onClose}
      closeText={t('link.close')}
      sx={{ mt: 2.5, '& .MuiAlert-message': { flex: 1, minWidth: 0 } }}
      role="status"
    >
      {t(link.mailed ? 'link.mailed' : 'link.made', { email: link.email })} {t('link.once')}
      <Box sx={{ display: 'flex', alignItems: 'flex-end', gap: 1, mt: 1.5 }}>
        <TextEntry
          label={t('link.label')}
          value={link.url}
          readOnly
          onFocus={(event) => event.target.select()}
          sx={{ bgcolor: 'background.paper' }}
        />
        <Button variant="outlined" color="inherit" onClick={() => void copy()} sx={{ flex: 'none', minHeight: 40 }}>
          {t(copied ? 'link.copied' : 'link.copy')}
        </Button>
      </Box>
    </Alert>
  );
}
