import LockOpen from '@mui/icons-material/NoEncryptionOutlined';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useMessages } from '@purser/kit/portal/messages';
import { useEffect } from 'react';

/** Opened by plain http on a network name: browsers then withhold what sessions and local stores need. */
export function Insecure() {
  const t = useMessages('portal');
  const { host, port } = window.location;
  const secure = `https://${host}/`;
  useEffect(() => {
    document.title = t('insecure.title');
  }, [t]);
  return (
    <Box component="main" sx={{ maxWidth: 600, mx: 'auto', px: 3, py: { xs: 6, sm: 12 } }}>
      <LockOpen sx={{ fontSize: 40, color: 'warning.main', mb: 2 }} aria-hidden />
      <Typography variant="h1" gutterBottom>
        {t('insecure.title')}
      </Typography>
      <Typography color="textSecondary" sx={{ mb: 2 }}>
        {t('insecure.text', { host })}
      </Typography>
      <Box component="ul" sx={{ pl: 2.5, '& li': { mb: 1 } }}>
        <li>
          {t('insecure.https')} <Link href={secure}>{secure}</Link>
        </li>
        <li>
          {t('insecure.local')}{' '}
          <Link href={`http://localhost:${port || '80'}/`}>{`http://localhost:${port || '80'}/`}</Link>
        </li>
      </Box>
      <Typography color="textSecondary">{t('insecure.operator')}</Typography>
    </Box>
  );
}
