import { dropSetAside, readSetAside, type SetAside } from '@purser/client/sync/set-aside';
import type { LeftoversProps } from '@purser/kit/portal/plugin';
import { usePortal } from '@purser/kit/portal/portal';
import { draftsNaming, dropDrafts } from '@purser/kit/portal/useDraft';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { forgetStore, rememberedCopy } from '../store/rememberedStore.js';
import { KeptWork } from './KeptWork.js';
import { Looking } from './Looking.js';

const RescueCopy = lazy(() => import('./RescueCopy.js'));

type Stage = 'reading' | 'rescuing' | 'done' | 'failed';

/**
 * The list of a workspace that is no longer the person's: what they had not sent is set aside, the rest of the copy goes
 * from this device, and they decide what becomes of theirs.
 */
export default function Leftovers({ workspaceId, workspaceName, onGone }: LeftoversProps) {
  const { person } = usePortal();
  const userId = person?.id ?? '';
  const [localId] = useState(() => rememberedCopy(userId, workspaceId));
  const [drafts] = useState(() => draftsNaming(userId, workspaceId));
  const [stage, setStage] = useState<Stage>('reading');
  const [found, setFound] = useState<SetAside | null>(null);

  const look = useCallback(async () => {
    setFound(localId === undefined ? null : await readSetAside(localId));
  }, [localId]);
  useEffect(() => {
    if (localId !== undefined)
      look().then(
        () => setStage('rescuing'),
        () => setStage('failed'),
      );
  }, [localId, look]);

  const nothingKept = localId === undefined || (stage === 'done' && found === null);
  useEffect(() => {
    if (!nothingKept) return;
    forgetStore(userId, workspaceId);
    onGone();
  }, [nothingKept, userId, workspaceId, onGone]);

  if (localId === undefined && drafts.length === 0) return null;
  if (localId !== undefined && stage === 'rescuing')
    return (
      <>
        <Looking stage="looking" />
        <Suspense fallback={null}>
          <RescueCopy
            workspaceId={workspaceId}
            localId={localId}
            onDone={(ok) => void look().finally(() => setStage(ok ? 'done' : 'failed'))}
          />
        </Suspense>
      </>
    );
  if (localId !== undefined && stage === 'reading') return <Looking stage="looking" />;
  if (stage === 'failed') return <Looking stage="failed" />;

  if (!found && drafts.length === 0) return <Looking stage="cleared" />;
  return (
    <KeptWork
      workspaceName={workspaceName}
      setAside={found}
      drafts={drafts}
      onDiscard={async () => {
        if (localId !== undefined) await dropSetAside(localId);
        dropDrafts(userId, drafts);
        forgetStore(userId, workspaceId);
        onGone();
      }}
    />
  );
}
