/** A refused or failed request, in the error form of the HTTP surface. */
export interface ProblemBody {
  readonly code: string;
  readonly message: string;
  readonly requestId?: string;
  /** Field name → what is wrong with it. */
  readonly errors?: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly retryAfter?: number;
}

export class ApiProblem extends Error {
  readonly code: string;
  readonly requestId: string | undefined;
  readonly errors: Readonly<Record<string, string>>;
  readonly retryAfter: number | undefined;

  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** The answer, including members that only this code has (e.g. the current record beside `stale`). */
    readonly body: ProblemBody & Readonly<Record<string, unknown>>,
    options?: ErrorOptions,
  ) {
    super(body.message, options);
    this.name = 'ApiProblem';
    this.code = body.code;
    this.requestId = body.requestId;
    this.errors = body.errors ?? {};
    this.retryAfter = body.retryAfter;
  }

  /** True when the same request may succeed later: no answer, too many requests, or a server that is not well. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export const NETWORK_PROBLEM = 'network';

/** What a `fetch` that threw means to a person. */
export function networkProblem(cause: unknown): ApiProblem {
  return new ApiProblem(
    0,
    {
      code: NETWORK_PROBLEM,
      message: 'The server cannot be reached. Nothing was lost; check the connection and try again.',
    },
    { cause },
  );
}

/** Reads a refusal; an answer that is not in our form (a proxy's page) becomes one with the code `http_<status>`. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const retryAfter = secondsOf(response.headers.get('retry-after'));
  if (isProblemBody(body)) return new ApiProblem(response.status, { retryAfter, ...body });
  return new ApiProblem(response.status, {
    code: `http_${response.status}`,
    message: `The server answered with status ${response.status}. Try again in a moment.`,
    retryAfter,
  });
}

function isProblemBody(body: unknown): body is ProblemBody & Record<string, unknown> {
  if (typeof body !== 'object' || body === null) return false;
  const { code, message } = body as Partial<ProblemBody>;
  return typeof code === 'string' && typeof message === 'string';
}

function secondsOf(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}
