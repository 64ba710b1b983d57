import { followEvents } from '@purser/client/http/follow-events';
import { problemOf } from '@purser/client/http/problem';
import type { ConsoleDataProvider } from '@purser/kit/console/act';
import simpleRestProvider from 'ra-data-simple-rest';
import type { Identifier, RaRecord } from 'react-admin';
import { httpClient } from './httpClient.js';
import { BACKGROUND } from './idle/idle.js';
import { session } from './session.js';

const root = '/api/console';
const rest = simpleRestProvider(root, httpClient);

export const dataProvider: ConsoleDataProvider = {
  ...rest,
  act: async (resource: string, id: Identifier, verb: string, body: unknown = {}) => {
    const url = `${root}/${resource}/${encodeURIComponent(id)}`;
    const { json } =
      verb === 'delete'
        ? await httpClient(url, { method: 'DELETE', body: JSON.stringify(body) })
        : await httpClient(`${url}/${verb}`, { method: 'POST', body: JSON.stringify(body) });
    return { data: json as RaRecord };
  },
  read: async <T>(path: string) => (await httpClient(`/api/${path}`)).json as T,
  follow: async (path, events, signal) => {
    // Nobody asked for it: it does not count as use of the session.
    const headers = { accept: 'text/event-stream', [BACKGROUND]: '1' };
    await followEvents({ ...events, open: (stop) => session.fetch(`/api/${path}`, { headers, signal: stop }) }, signal);
  },
  file: async (path: string) => {
    const response = await session.fetch(`/api/${path}`);
    if (!response.ok) throw await problemOf(response);
    return await response.blob();
  },
  post: async <T>(path: string, body: unknown = {}) =>
    (await httpClient(`/api/${path}`, { method: 'POST', body: JSON.stringify(body) })).json as T,
};
