import {
  createContext,
  createElement,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react';
import { type Api, createApi } from '../http/api.js';
import type { SessionInfo } from '../session/endpoints.js';
import type { SessionManager, SessionState } from '../session/session-manager.js';

export interface SessionInReact {
  readonly state: SessionState;
  /** Null unless somebody is signed in. Key whatever holds a person's data by its `userId`. */
  readonly session: SessionInfo | null;
  /** As `getClockError` of the manager tells it. */
  readonly clockError: number | null;
  readonly manager: SessionManager;
  /** Calls as the person who is signed in. */
  readonly api: Api;
}

const SessionContext = createContext<{ manager: SessionManager; api: Api } | null>(null);

export interface SessionProviderProps {
  /** Made once, outside of React: it outlives every render. */
  readonly manager: SessionManager;
  readonly children?: ReactNode;
}

/** Gives `useSession` its manager, and starts it. */
export function SessionProvider({ manager, children }: SessionProviderProps) {
  const value = useMemo(() => ({ manager, api: createApi(manager) }), [manager]);
  useEffect(() => {
    void manager.start();
  }, [manager]);
  return createElement(SessionContext.Provider, { value }, children);
}

/** The session, live: renders again on sign-in, sign-out and a change of person. */
export function useSession(): SessionInReact {
  const context = useContext(SessionContext);
  if (!context) throw new Error('useSession needs a SessionProvider above it');
  const { manager, api } = context;
  const subscribe = useCallback((listener: () => void) => manager.subscribe(listener), [manager]);
  const state = useSyncExternalStore(
    subscribe,
    () => manager.getState(),
    () => manager.getState(),
  );
  const clockError = useSyncExternalStore(
    subscribe,
    () => manager.getClockError(),
    () => null,
  );
  return { state, session: state.status === 'signed-in' ? state.session : null, clockError, manager, api };
}
