import type { DataProvider, Identifier, RaRecord } from 'react-admin';

/** The console's data provider: react-admin's, with the actions of API.md ("Actions are POST /:id/<verb>"). */
export interface ConsoleDataProvider extends DataProvider {
  /** `POST /api/console/<resource>/<id>/<verb>`; answers the record after the act. */
  act(resource: string, id: Identifier, verb: string, body?: unknown): Promise<{ data: RaRecord }>;
  /** GET of any path below `/api`, e.g. `console/health`. */
  read<T>(path: string): Promise<T>;
  /** GET of a file below `/api`. */
  file(path: string): Promise<Blob>;
  /** POST to any path below `/api`, for acts that are on no single record, e.g. `console/sessions/end-all`. */
  post<T>(path: string, body?: unknown): Promise<T>;
}
