import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import { AskDialog } from '@purser/kit/console/ui/AskDialog';
import { useEffect, useId, useState } from 'react';
import { useDataProvider } from 'react-admin';
import type { DisclosedEventRecord, StoreEventRecord } from '../../records.js';
import { formatted } from './formatted.js';

/** Asks why, then shows what the event holds. Kept nowhere but here: it goes with the dialog, and with the page. */
export function EventContent({ storeId, event }: { storeId: string; event: StoreEventRecord }) {
  const dataProvider = useDataProvider<ConsoleDataProvider>();
  const [asks, setAsks] = useState(false);
  const [shown, setShown] = useState<DisclosedEventRecord | null>(null);
  const close = () => setShown(null);

  // A page that the browser keeps for the way back must not keep what customers wrote.
  useEffect(() => {
    const forget = () => setShown(null);
    addEventListener('pagehide', forget);
    return () => removeEventListener('pagehide', forget);
  }, []);

  const disclose = async (reason: string) => {
    const path = `console/stores/${encodeURIComponent(storeId)}/events/${event.seq}/disclose`;
    setShown(await dataProvider.post<DisclosedEventRecord>(path, { reason }));
    setAsks(false);
  };

  return (
    <>
      <Button size="small" onClick={() => setAsks(true)} aria-label={`Show the content of event ${event.seq}`}>
        Show
      </Button>
      <AskDialog
        open={asks}
        title={`Show the content of event ${event.seq}`}
        label="Show"
        reason
        explain="This is something that a customer wrote. That you looked, at which event and why stands in the audit trail; the owners of the workspace read in their activity that support looked."
        onConfirm={disclose}
        onClose={() => setAsks(false)}
      />
      {shown ? <Content event={shown} onClose={close} /> : null}
    </>
  );
}

function Content({ event, onClose }: { event: DisclosedEventRecord; onClose: () => void }) {
  const titleId = useId();
  return (
    <Dialog open onClose={onClose} aria-labelledby={titleId} fullWidth maxWidth="md">
      <DialogTitle id={titleId} sx={{ overflowWrap: 'anywhere' }}>
        Event {event.seq}: {event.name}
      </DialogTitle>
      <DialogContent>
        <Box
          component="pre"
          // Long content is scrolled with the keyboard, too.
          tabIndex={0}
          role="region"
          aria-label="Content"
          sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: '0.8125rem', lineHeight: 1.55 }}
        >
          {formatted(event.args)}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
