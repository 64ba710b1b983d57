import Alert from '@mui/material/Alert';
import { useRefusedEdits } from '@purser/client/react/workspaces-provider';
import type { RefusedEdit } from '@purser/client/workspaces/edit-desk';
import { useMessages } from '@purser/kit/portal/messages';
import { useProblemReader } from '@purser/kit/portal/problems';
import type { ReactNode } from 'react';
import { refusalWords } from './refusalWords.js';

export interface RefusedAlertProps {
  readonly entry: RefusedEdit;
  /** Of a member by user id; empty for somebody unknown. */
  readonly nameOf: (userId: string) => string;
  /** What else can be done. */
  readonly children?: ReactNode;
}

/** One change that was taken back: what was wanted, what stands there, and why. For a region that is read aloud. */
export function RefusedAlert({ entry, nameOf, children }: RefusedAlertProps) {
  const t = useMessages('workspace');
  const read = useProblemReader('workspace');
  const { dismiss } = useRefusedEdits();
  return (
    <Alert role="none" severity="warning" onClose={() => dismiss(entry.id)} closeText={t('refused.dismiss')}>
      {refusalWords(entry, t, nameOf)} {read(entry.problem).text} {children}
    </Alert>
  );
}
