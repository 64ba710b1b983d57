import type { DataProvider, Identifier, RaRecord } from 'react-admin';

/** Server-sent events, as long as somebody follows them. */
export interface FollowedEvents {
  readonly onEvent: (event: { readonly event: string; readonly data: string }) => void;
  /** Whether the stream stands; while it does not, nothing is heard of. */
  readonly onState?: (isOpen: boolean) => void;
}

/** The console's data provider: react-admin's, with the actions of API.md ("Actions are POST /:id/<verb>"). */
export interface ConsoleDataProvider extends DataProvider {
  /** `POST /api/console/<resource>/<id>/<verb>`; answers the record after the act. */
  act(resource: string, id: Identifier, verb: string, body?: unknown): Promise<{ data: RaRecord }>;
  /** GET of any path below `/api`, e.g. `console/health`. */
  read<T>(path: string): Promise<T>;
  /** Server-sent events of any path below `/api`, until the signal aborts. */
  follow(path: string, events: FollowedEvents, signal: AbortSignal): Promise<void>;
  /** GET of a file below `/api`. */
  file(path: string): Promise<Blob>;
  /** POST to any path below `/api`, for acts that are on no single record, e.g. `console/sessions/end-all`. */
  post<T>(path: string, body?: unknown): Promise<T>;
}
