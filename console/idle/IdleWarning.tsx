import { Button, Dialog, DialogActions, DialogContent, DialogContentText, DialogTitle } from '@mui/material';
import { useEffect, useId, useState, useSyncExternalStore } from 'react';
import { useLogout } from 'react-admin';
import { idle, watchIdle } from './idle.js';

/** Asks whether somebody is still there, some time before the session ends by itself. */
export function IdleWarning() {
  useEffect(watchIdle, []);
  const state = useSyncExternalStore(idle.subscribe, idle.get);
  const titleId = useId();
  const textId = useId();
  const logout = useLogout();
  if (state.kind !== 'ending') return null;
  const left = <TimeLeft until={state.at} />;
  return (
    <Dialog open role="alertdialog" aria-labelledby={titleId} aria-describedby={textId} maxWidth="xs" fullWidth>
      <DialogTitle id={titleId}>{state.isLast ? 'Your session ends soon' : 'Are you still there?'}</DialogTitle>
      <DialogContent>
        <DialogContentText id={textId}>
          {state.isLast ? (
            <>A console session lasts a limited time, and this one ends {left}. Finish what you are doing.</>
          ) : (
            <>Nobody has used this console for a while, so you will be signed out {left}.</>
          )}{' '}
          When you sign in again you are back on this page.
        </DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => void logout()}>Sign out now</Button>
        <Button variant="contained" autoFocus onClick={() => (state.isLast ? idle.dismiss() : void idle.stay())}>
          {state.isLast ? 'Go on' : 'Stay signed in'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Minutes while there are some, then seconds. */
function TimeLeft({ until }: { until: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000));
  if (seconds === 0) return <>now</>;
  const [count, unit] = seconds > 90 ? [Math.ceil(seconds / 60), 'minute'] : [seconds, 'second'];
  return <>{`in ${count} ${unit}${count === 1 ? '' : 's'}`}</>;
}
