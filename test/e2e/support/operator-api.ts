/** An operator at the surface that the console uses, for steps whose pages are shown elsewhere. */
import type { Product } from './product.js';

export class OperatorApi {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async signIn({ url, operator }: Pick<Product, 'url' | 'operator'>): Promise<OperatorApi> {
    const answer = await send(url, '', 'POST', '/api/console/session', operator);
    return new OperatorApi(url, (answer as { accessToken: string }).accessToken);
  }

  /** Ends what this person has open now; answers how many sessions that were. */
  async endSessionsOf(email: string): Promise<number> {
    const open = await this.list<{ id: string }>('sessions', { q: email, state: 'active' });
    const body = { reason: 'asked for it by phone' };
    for (const { id } of open) await send(this.url, this.token, 'POST', `/api/console/sessions/${id}/end`, body);
    return open.length;
  }

  /** Closes this person's live sync connections; their devices connect again. Answers how many there were. */
  async closeConnectionsOf(email: string): Promise<number> {
    const live = await this.list<{ id: string }>('connections', { q: email });
    const body = { reason: 'a test of closing' };
    for (const { id } of live) await send(this.url, this.token, 'POST', `/api/console/connections/${id}/end`, body);
    return live.length;
  }

  /** Workspaces that this person has a live sync connection to, one entry each. */
  async connectionsOf(email: string): Promise<readonly string[]> {
    const live = await this.list<{ workspaceId: string }>('connections', { q: email });
    return live.map(({ workspaceId }) => workspaceId);
  }

  async act(workspaceId: string, verb: 'suspend' | 'resume'): Promise<void> {
    const body = { reason: 'a test of it' };
    await send(this.url, this.token, 'POST', `/api/console/workspaces/${workspaceId}/${verb}`, body);
  }

  /** For everybody; null is as its plugin declares it. */
  async turnFlag(flag: string, on: boolean | null): Promise<void> {
    await send(this.url, this.token, 'PUT', `/api/console/flags/${flag}`, { on, reason: 'a test of it' });
  }

  /** How many events the log of a workspace holds. */
  async eventsIn(workspaceId: string): Promise<number> {
    const [store] = await this.list<{ head: number }>('stores', { workspaceId });
    if (!store) throw new Error(`Workspace ${workspaceId} has no store.`);
    return store.head;
  }

  private async list<Row>(resource: string, filter: object): Promise<readonly Row[]> {
    const query = new URLSearchParams({ filter: JSON.stringify(filter), range: '[0,24]' });
    return (await send(this.url, this.token, 'GET', `/api/console/${resource}?${query}`)) as readonly Row[];
  }
}

async function send(url: string, token: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-purser-client': 'e2e',
      origin: url,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}
