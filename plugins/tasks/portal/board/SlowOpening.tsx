import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useMessages } from '@purser/kit/portal/messages';
import { Later } from '@purser/kit/portal/ui/Later';

/** A list opens in half a second, on a poor machine in some. */
const SLOW_MS = 12_000;

/** A browser's workers can fail without a word: then nobody looks at a grey shape for ever. */
export function SlowOpening() {
  const t = useMessages('tasks');
  return (
    <Later afterMs={SLOW_MS}>
      <Alert
        severity="info"
        sx={{ mb: 3, maxWidth: 760 }}
        action={
          <Button size="small" color="inherit" onClick={() => window.location.reload()}>
            {t('slow.reload')}
          </Button>
        }
      >
        {t('slow.text')}
      </Alert>
    </Later>
  );
}
