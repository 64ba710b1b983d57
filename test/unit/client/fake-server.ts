/** The session half of the HTTP surface, in memory, with faults on order. */

interface FakeSession {
  readonly id: string;
  readonly userId: string;
  ended: string | null;
}

interface Sent {
  readonly path: string;
  readonly init: RequestInit;
  readonly cookie: string | null;
}

interface Answer {
  readonly response: Response;
  readonly cookie?: string | null;
}

type Fault =
  | number
  | 'network'
  | { readonly status: number; readonly retryAfter?: number | string; readonly body?: unknown };

export class FakeServer {
  lifeSeconds = 600;
  latencyMs = 5;
  /** So many bearers are refused as expired although they are not. */
  refuseTokens = 0;
  /** Applied to the next refreshes, in order. */
  readonly refreshFaults: Fault[] = [];
  readonly counts: Record<string, number> = {};
  readonly sessions = new Map<string, FakeSession>();
  private readonly streams = new Map<FakeSession, ReadableStreamDefaultController<Uint8Array>[]>();
  private serial = 0;

  count(path: string): number {
    return this.counts[path] ?? 0;
  }

  endSession(reason: string, which: (session: FakeSession) => boolean = () => true): void {
    for (const session of this.sessions.values()) {
      if (!which(session) || session.ended) continue;
      session.ended = reason;
      const frame = new TextEncoder().encode(`event: session-ended\ndata: ${JSON.stringify({ reason })}\n\n`);
      for (const stream of this.streams.get(session) ?? []) stream.enqueue(frame);
    }
  }

  openStreams(): number {
    return [...this.streams.values()].flat().length;
  }

  async answer({ path, init, cookie }: Sent): Promise<Answer> {
    this.counts[path] = this.count(path) + 1;
    await new Promise((resolve) => setTimeout(resolve, this.latencyMs));
    const session = cookie ? this.sessions.get(cookie) : undefined;
    switch (path) {
      case '/api/auth/login':
        return this.signIn(String(init.body));
      case '/api/auth/refresh':
        return this.refresh(session);
      case '/api/auth/logout':
        if (session) session.ended ??= 'signed_out';
        return { response: new Response(null, { status: 204 }), cookie: null };
      case '/api/auth/events':
        return this.stream(init);
      default:
        return this.whoami(init);
    }
  }

  private signIn(body: string): Answer {
    const { email, password } = JSON.parse(body) as { email: string; password: string };
    if (password === 'wrong') return refusal(401, 'invalid_credentials');
    this.serial += 1;
    const session: FakeSession = { id: `session-${this.serial}`, userId: email.split('@')[0] ?? '', ended: null };
    const cookie = `cookie-${this.serial}`;
    this.sessions.set(cookie, session);
    return { response: this.grant(session), cookie };
  }

  private refresh(session: FakeSession | undefined): Answer {
    const fault = this.refreshFaults.shift();
    if (fault === 'network') throw new TypeError('Failed to fetch');
    if (typeof fault === 'number') return refusal(fault, 'internal');
    if (fault) {
      const headers: Record<string, string> =
        fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      const body = fault.body ?? { code: 'too_many_requests', message: 'Wait a little.' };
      return {
        response: new Response(typeof body === 'string' ? body : JSON.stringify(body), {
          status: fault.status,
          headers,
        }),
      };
    }
    if (!session) return refusal(401, 'unauthenticated');
    if (session.ended) return refusal(401, session.ended);
    return { response: this.grant(session) };
  }

  private stream(init: RequestInit): Answer {
    const caller = this.caller(init);
    if (typeof caller === 'string') return refusal(401, caller);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.streams.set(caller, [...(this.streams.get(caller) ?? []), controller]);
        controller.enqueue(new TextEncoder().encode(': open\n\n'));
      },
    });
    return { response: new Response(body, { headers: { 'content-type': 'text/event-stream' } }) };
  }

  private whoami(init: RequestInit): Answer {
    const caller = this.caller(init);
    return typeof caller === 'string' ? refusal(401, caller) : { response: Response.json({ userId: caller.userId }) };
  }

  /** The session of the bearer, or the code it is refused with. */
  private caller(init: RequestInit): FakeSession | string {
    const token = new Headers(init.headers).get('authorization')?.slice(7) ?? '';
    const claims = JSON.parse(atob(token.split('.')[1] ?? '') || 'null') as { sid: string; exp: number } | null;
    const session = [...this.sessions.values()].find(({ id }) => id === claims?.sid);
    if (!claims || !session) return 'unauthenticated';
    if (session.ended) return session.ended;
    if (this.refuseTokens > 0) {
      this.refuseTokens -= 1;
      return 'token_expired';
    }
    return claims.exp * 1000 <= Date.now() ? 'token_expired' : session;
  }

  private grant(session: FakeSession): Response {
    const iat = Math.floor(Date.now() / 1000);
    this.serial += 1;
    const claims = { sub: session.userId, sid: session.id, iat, exp: iat + this.lifeSeconds, jti: this.serial };
    const accessToken = `${btoa('{}')}.${btoa(JSON.stringify(claims))}.signature`;
    const user = { id: session.userId, email: `${session.userId}@example.com`, name: session.userId, locale: 'en' };
    const serverTime = new Date().toISOString();
    return Response.json({ accessToken, expiresIn: this.lifeSeconds, serverTime, session: { id: session.id }, user });
  }
}

function refusal(status: number, code: string): Answer {
  return { response: Response.json({ code, message: `Refused: ${code}.`, requestId: 'r-1' }, { status }) };
}
