import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useMessages } from '@purser/kit/portal/messages';
import { CopyEntry } from '@purser/kit/portal/ui/CopyEntry';

export interface NewLink {
  readonly email: string;
  readonly url: string;
  readonly mailed: boolean;
}

/** The link of an invitation, which is shown once: the server keeps only its hash. */
export function LinkNotice({ link, onClose }: { readonly link: NewLink; readonly onClose: () => void }) {
  const t = useMessages('workspace');
  return (
    <Alert
      severity="success"
      onClose={onClose}
      closeText={t('link.close')}
      sx={{ mt: 2.5, '& .MuiAlert-message': { flex: 1, minWidth: 0 } }}
      role="status"
    >
      {t(link.mailed ? 'link.mailed' : 'link.made', { email: link.email })} {t('link.once')}
      <Box sx={{ mt: 1.5 }}>
        <CopyEntry label={t('link.label')} value={link.url} copy={t('link.copy')} copied={t('link.copied')} />
      </Box>
    </Alert>
  );
}
