import { Button } from '@mui/material';
import { saveFile } from '@purser/kit/saveFile';
import type { ReactNode } from 'react';
import { useNotify } from 'react-admin';
import { session } from '../session.js';

/** Fetches with the session's token (a plain link could not carry it) and hands the answer to the browser as a file. */
export function DownloadButton(props: { path: string; filename: string; label: string; icon: ReactNode }) {
  const notify = useNotify();
  const download = async () => {
    try {
      const response = await session.fetch(`/api/${props.path}`);
      if (!response.ok) throw new Error(`The server answered ${response.status}; nothing was exported.`);
      saveFile(props.filename, await response.blob());
    } catch (error) {
      notify((error as Error).message, { type: 'error' });
    }
  };
  return (
    <Button size="small" startIcon={props.icon} onClick={download}>
      {props.label}
    </Button>
  );
}
