/** Gives the hooks of `workspaces.ts` their desk, and keeps what they show in step with the server. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import {
  createContext,
  createElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react';
import type { Api } from '../http/api.js';
import { followChanges } from '../workspaces/change-stream.js';
import { createEditDesk, type EditDesk, type PendingEdit, type RefusedEdit } from '../workspaces/edit-desk.js';
import { sendEdit } from '../workspaces/edits.js';
import { keepEdits } from '../workspaces/kept-edits.js';
import type { WorkspaceChange } from '../workspaces/records.js';
import { useSession } from './session-provider.js';
import { noteEnding, rereadRows, settleRows, workspaceKeys } from './workspace-rows.js';

export interface WorkspacesInReact {
  readonly api: Api;
  readonly desk: EditDesk;
}

const WorkspacesContext = createContext<WorkspacesInReact | null>(null);

export interface WorkspacesProviderProps {
  /** What else of the app follows a change, beside the rows of these hooks. Null: anything may have changed. */
  readonly onChange?: (change: WorkspaceChange | null) => void;
  readonly children?: ReactNode;
}

/**
 * Below a `SessionProvider` and a `QueryClientProvider`, for the person who is signed in; key it by their id. Sends what
 * waited on this device, and hears of every change by server-sent events: one stream for all tabs.
 */
export function WorkspacesProvider({ onChange, children }: WorkspacesProviderProps) {
  const { api, manager, session } = useSession();
  const queries = useQueryClient();
  const userId = session?.userId ?? '';
  const value = useMemo<WorkspacesInReact>(
    () => ({ api, desk: deskFor(api, queries, userId) }),
    [api, queries, userId],
  );
  const { desk } = value;

  useEffect(() => {
    const resume = () => void desk.resume();
    resume();
    globalThis.addEventListener('online', resume);
    return () => globalThis.removeEventListener('online', resume);
  }, [desk]);

  useEffect(() => {
    if (userId === '') return;
    return followChanges({
      userId,
      open: (signal) => manager.fetch('/api/workspaces/events', { headers: { accept: 'text/event-stream' }, signal }),
      onResync() {
        void desk.resume();
        void queries.invalidateQueries({ queryKey: workspaceKeys.all });
        onChange?.(null);
      },
      onChange(change) {
        followIn(queries, change, userId);
        onChange?.(change);
      },
    });
  }, [desk, manager, queries, userId, onChange]);

  return createElement(WorkspacesContext.Provider, { value }, children);
}

export function useWorkspacesInReact(): WorkspacesInReact {
  const found = useContext(WorkspacesContext);
  if (!found) throw new Error('The hooks of workspaces need a WorkspacesProvider above them');
  return found;
}

/** Edits that are on their way or wait for the connection, of all workspaces. */
export function usePendingEdits(): readonly PendingEdit[] {
  const { desk } = useWorkspacesInReact();
  return useSyncExternalStore(desk.subscribe, desk.getPending, desk.getPending);
}

/** Edits that were taken back and not yet dismissed; tell them to the person. */
export function useRefusedEdits(): {
  readonly refused: readonly RefusedEdit[];
  readonly dismiss: (id: string) => void;
} {
  const { desk } = useWorkspacesInReact();
  return { refused: useSyncExternalStore(desk.subscribe, desk.getRefused, desk.getRefused), dismiss: desk.dismiss };
}

function deskFor(api: Api, queries: QueryClient, userId: string): EditDesk {
  return createEditDesk({
    send: (edit, version, signal) => sendEdit(api, edit, version, signal),
    settle: (edit, answer) => settleRows(queries, edit, answer),
    reread: (edit) => rereadRows(queries, edit),
    isOnline: () => navigator.onLine,
    kept: keepEdits({ userId, storage: storageOf(), locks: navigator.locks ?? null }),
  });
}

function followIn(queries: QueryClient, { workspaceId, kind, id, version }: WorkspaceChange, userId: string): void {
  const { list, one, members, invitations, mine, activity } = workspaceKeys;
  if (kind === 'workspace') noteEnding(queries, workspaceId, 'deleted');
  if (kind === 'member' && id === userId && version === null) noteEnding(queries, workspaceId, 'removed');
  const touched = {
    workspace: [list, one(workspaceId), workspaceKeys.deleted],
    member: [list, one(workspaceId), members(workspaceId)],
    invitation: [invitations(workspaceId), mine],
  }[kind];
  for (const queryKey of [...(touched ?? []), activity(workspaceId)]) void queries.invalidateQueries({ queryKey });
}

function storageOf(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
