/** One thing that has to work. */
export interface SmokeStep {
  readonly what: string;
  /** Throws in one phrase when it does not. */
  run(): Promise<void>;
}

export const TIMEOUT_MS = 10_000;

export interface Asked {
  readonly method?: string;
  readonly body?: object;
  readonly bearer?: string;
}

/** The answer with the expected status, or a phrase that says which one came, with the server's code. Bodies are not repeated: they may hold secrets. */
export async function answer(origin: string, path: string, status: number, asked: Asked = {}): Promise<Response> {
  const response = await fetch(`${origin}${path}`, {
    method: asked.method ?? (asked.body ? 'POST' : 'GET'),
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      // Without cookies: tokens come and go in bodies.
      'x-purser-client': 'native',
      ...(asked.body ? { 'content-type': 'application/json' } : {}),
      ...(asked.bearer ? { authorization: `Bearer ${asked.bearer}` } : {}),
    },
    body: asked.body && JSON.stringify(asked.body),
  });
  if (response.status === status) return response;
  const { code } = (await response.json().catch(() => ({}))) as { code?: string };
  throw new Error(`${path} answers ${response.status}${code ? ` (${code})` : ''}, not ${status}`);
}
