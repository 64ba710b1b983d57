import { Alert, AlertTitle, Link, Typography } from '@mui/material';
import { PlainPage } from './PlainPage.js';

/** Opened by plain http on a network name: browsers then withhold what a session needs, and its cookie could be read. */
export function Insecure() {
  const { host, port, pathname } = window.location;
  const secure = `https://${host}${pathname}`;
  const local = `http://localhost:${port || '80'}${pathname}`;
  return (
    <PlainPage>
      <Alert severity="warning">
        <AlertTitle component="h1">This address is not secure</AlertTitle>
        <Typography variant="body2" sx={{ mb: 1 }}>
          Nobody can sign in to the console over plain http on {host}: what is typed could be read on its way.
        </Typography>
        <Typography variant="body2">
          Open <Link href={secure}>{secure}</Link>, or on the machine itself <Link href={local}>{local}</Link>.
        </Typography>
      </Alert>
    </PlainPage>
  );
}
