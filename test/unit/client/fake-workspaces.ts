/** The workspace routes that the hooks use, in memory: versions, refusals, answers held back, a stream of changes. */
import { ApiProblem } from '../../../client/http/problem.js';
import type { InvitationRow, MemberRow, WorkspaceChange, WorkspaceRow } from '../../../client/workspaces/records.js';

const at = '2026-11-23T12:00:00.000Z';

export function workspaceRow(id: string, name: string): WorkspaceRow {
  const facts = { members: 3, seatLimit: null, suspendedAt: null, createdAt: at, updatedAt: at };
  return { id, name, role: 'owner', version: 1, ...facts };
}

export function memberRow(userId: string, role: MemberRow['role'] = 'member'): MemberRow {
  return { userId, name: userId, email: `${userId}@example.org`, role, version: 1, joinedAt: at };
}

export function invitationRow(id: string, email: string): InvitationRow {
  const facts = {
    message: null,
    invitedBy: 'Mia',
    sent: 1,
    createdAt: at,
    sentAt: at,
    expiresAt: at,
    answeredAt: null,
  };
  return { id, email, role: 'member', state: 'pending', version: 1, ...facts };
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
  readonly version: number | null;
}

type Refuse = { readonly status: number; readonly code: string } | 'network';

export class FakeWorkspaces {
  workspaces = [workspaceRow('w1', 'Harbour'), workspaceRow('w2', 'Quay')];
  members = [memberRow('mia', 'owner'), memberRow('noa'), memberRow('tom')];
  invitations: InvitationRow[] = [];
  readonly asked: Asked[] = [];
  /** Applied to the next write whose path holds the text. */
  readonly faults = new Map<string, Refuse>();
  /** Writes whose path holds the text are answered when `release` is called. */
  readonly held = new Map<string, Promise<void>>();
  private readonly streams: ReadableStreamDefaultController<Uint8Array>[] = [];

  hold(path: string): () => void {
    let release: () => void = () => undefined;
    this.held.set(path, new Promise((resolve) => (release = resolve)));
    return () => {
      this.held.delete(path);
      release();
    };
  }

  writes(): string[] {
    return this.asked.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
  }

  tell(change: WorkspaceChange): void {
    const frame = new TextEncoder().encode(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
    for (const stream of this.streams) stream.enqueue(frame);
  }

  readonly fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const [path = ''] = url.split('?');
    if (path === '/api/workspaces/events') return this.stream();
    const ifMatch = /"(\d+)"/.exec(new Headers(init.headers).get('if-match') ?? '')?.[1];
    const asked: Asked = {
      method: init.method ?? 'GET',
      path,
      body: init.body ? (JSON.parse(String(init.body)) as Record<string, unknown>) : {},
      version: ifMatch ? Number(ifMatch) : null,
    };
    this.asked.push(asked);
    if (asked.method !== 'GET') {
      const [held] = [...this.held].filter(([text]) => path.includes(text)).map(([, promise]) => promise);
      if (held) await Promise.race([held, aborted(init.signal)]);
      const fault = [...this.faults].find(([text]) => path.includes(text));
      if (fault) {
        this.faults.delete(fault[0]);
        if (fault[1] === 'network') throw new TypeError('Failed to fetch');
        return refusal(fault[1].status, fault[1].code);
      }
    }
    return this.answer(asked);
  };

  private answer({ method, path, body, version }: Asked): Response {
    const [, , , workspaceId, what, id] = path.split('/');
    if (path === '/api/invitations') return Response.json([]);
    if (!workspaceId) return method === 'POST' ? this.create(String(body.name)) : Response.json(this.workspaces);
    if (!what) {
      const row = this.workspaces.find((known) => known.id === workspaceId);
      if (!row) return refusal(404, 'workspace_not_found');
      if (version !== row.version) return refusal(412, 'stale', row);
      const next = { ...row, name: String(body.name), version: row.version + 1 };
      this.workspaces = this.workspaces.map((known) => (known.id === workspaceId ? next : known));
      return Response.json(next);
    }
    if (what === 'leave') {
      this.workspaces = this.workspaces.filter((known) => known.id !== workspaceId);
      return new Response(null, { status: 204 });
    }
    return what === 'members' ? this.member(method, id, body, version) : this.invitation(method, id, body);
  }

  private create(name: string): Response {
    const row = workspaceRow(`w${this.workspaces.length + 1}`, name);
    this.workspaces = [...this.workspaces, row];
    return Response.json(row, { status: 201 });
  }

  private member(method: string, id: string | undefined, body: Asked['body'], version: number | null): Response {
    if (!id) return Response.json({ members: this.members, total: this.members.length, next: null });
    const row = this.members.find(({ userId }) => userId === id);
    if (!row) return refusal(404, 'member_not_found');
    if (version !== row.version) return refusal(412, 'stale', row);
    if (method === 'DELETE') {
      this.members = this.members.filter(({ userId }) => userId !== id);
      return new Response(null, { status: 204 });
    }
    const next = { ...row, role: body.role as MemberRow['role'], version: row.version + 1 };
    this.members = this.members.map((known) => (known.userId === id ? next : known));
    return Response.json(next);
  }

  private invitation(method: string, id: string | undefined, body: Asked['body']): Response {
    if (method === 'GET') return Response.json({ invitations: this.invitations, next: null });
    if (method === 'DELETE') {
      this.invitations = this.invitations.filter((known) => known.id !== id);
      return new Response(null, { status: 204 });
    }
    if (this.invitations.some(({ email }) => email === body.email)) return refusal(409, 'invitation_pending');
    const row = invitationRow(`i${this.invitations.length + 1}`, String(body.email));
    this.invitations = [row, ...this.invitations];
    return Response.json({ ...row, link: 'https://example.org/invitation#token=t' }, { status: 201 });
  }

  private stream(): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.streams.push(controller);
        controller.enqueue(new TextEncoder().encode('event: resync\ndata: {}\n\n'));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }
}

function refusal(status: number, code: string, current?: unknown): Response {
  return Response.json({ code, message: `Refused: ${code}.`, requestId: 'r-1', current }, { status });
}

function aborted(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new ApiProblem(0, { code: 'aborted', message: 'Aborted.' })));
  });
}
