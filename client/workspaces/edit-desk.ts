/**
 * Changes on their way to the server. The server's rows stay untouched until it has answered: what a person sees is the
 * rows with the edits laid over them (`select.ts`), so taking one edit back touches no other, of whichever row.
 */
import { ApiProblem, NETWORK_PROBLEM, networkProblem } from '../http/problem.js';
import { canWait, rowOf, type WorkspaceEdit } from './edits.js';
import type { KeptEdits } from './kept-edits.js';

export interface PendingEdit {
  readonly id: string;
  readonly row: string;
  readonly edit: WorkspaceEdit;
  /** Version of the row that the person saw; null for what has none yet. */
  readonly version: number | null;
  /** `queued`: kept on this device until the connection is back. */
  readonly phase: 'sending' | 'queued';
}

/** An edit that was taken back. It stands until it is dismissed, or the same row is edited again. */
export interface RefusedEdit {
  readonly id: string;
  readonly row: string;
  readonly edit: WorkspaceEdit;
  readonly problem: ApiProblem;
  /** The row as it is now, where the server told it (`stale`). */
  readonly current: unknown;
}

export type Outcome = { readonly state: 'done'; readonly answer: unknown } | { readonly state: 'queued' };

/** Codes that this device says itself. */
export const OFFLINE_REFUSED = 'offline_refused';
export const TIMED_OUT = 'timed_out';

export interface EditDeskOptions {
  readonly send: (edit: WorkspaceEdit, version: number | null, signal: AbortSignal) => Promise<unknown>;
  /** Takes the server's answer into its rows. Called in the same turn in which the edit stops being laid over them. */
  readonly settle: (edit: WorkspaceEdit, answer: unknown) => void;
  /** An edit came to nothing, or nobody knows: read its rows anew. */
  readonly reread: (edit: WorkspaceEdit) => void;
  readonly isOnline: () => boolean;
  readonly kept: KeptEdits;
  readonly limitMs?: number;
  readonly newId?: () => string;
}

export interface EditDesk {
  /** The same object until something changes. */
  getPending(): readonly PendingEdit[];
  getRefused(): readonly RefusedEdit[];
  subscribe(listener: () => void): () => void;
  /** Shown at once. Throws `ApiProblem` when it was taken back; the reason is then also in `getRefused`. */
  submit(edit: WorkspaceEdit, version: number | null): Promise<Outcome>;
  dismiss(id: string): void;
  /** The server can be reached again: sends what waits, in its order. */
  resume(): Promise<void>;
}

const LIMIT_MS = 10_000;

export function createEditDesk(options: EditDeskOptions): EditDesk {
  const { send, settle, reread, isOnline, kept, limitMs = LIMIT_MS, newId = () => crypto.randomUUID() } = options;
  const listeners = new Set<() => void>();
  /** The end of the line of each row, with the version that came of it: the next in line was made upon that one. */
  const lines = new Map<string, Promise<number | null>>();
  let pending: readonly PendingEdit[] = kept.read();
  let refused: readonly RefusedEdit[] = [];

  const change = (next: { pending?: readonly PendingEdit[]; refused?: readonly RefusedEdit[] }) => {
    pending = next.pending ?? pending;
    refused = next.refused ?? refused;
    for (const listener of [...listeners]) listener();
  };
  const without = (id: string) => pending.filter((entry) => entry.id !== id);
  const become = (entry: PendingEdit, phase: PendingEdit['phase']) => {
    change({ pending: pending.map((other) => (other.id === entry.id ? { ...entry, phase } : other)) });
  };

  const takeBack = (entry: PendingEdit, problem: ApiProblem) => {
    const { id, row, edit } = entry;
    kept.drop(id);
    const current = problem.body.current ?? null;
    change({ pending: without(id), refused: [...refused, { id, row, edit, problem, current }] });
    reread(edit);
  };

  const deliver = async (entry: PendingEdit, before: number | null): Promise<Outcome> => {
    const { id, edit } = entry;
    try {
      const version = entry.version === null ? null : Math.max(entry.version, before ?? 0);
      const answer = await within(limitMs, (signal) => send(edit, version, signal));
      finish(entry, answer);
      return { state: 'done', answer };
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : networkProblem(error);
      const isKept = kept.has(id);
      // One that waited already goes on waiting through a server that stumbles and a session that has ended.
      const waitsOn = isKept && (problem.isTransient || problem.status === 401);
      if (canWait(edit) && (problem.code === NETWORK_PROBLEM || waitsOn)) {
        kept.keep(entry);
        become(entry, 'queued');
        return { state: 'queued' };
      }
      const earlier = isKept ? answerOfEarlier(edit, problem) : null;
      if (earlier) {
        finish(entry, earlier.answer);
        reread(edit);
        return { state: 'done', answer: earlier.answer };
      }
      takeBack(entry, problem);
      throw problem;
    }
  };

  const finish = ({ id, edit }: PendingEdit, answer: unknown) => {
    kept.drop(id);
    pending = without(id);
    settle(edit, answer);
    change({});
  };

  const inLine = (entry: PendingEdit): Promise<Outcome> => {
    const own = (lines.get(entry.row) ?? Promise.resolve(null)).then((before) => deliver(entry, before));
    const end = own.then(
      (outcome) => (outcome.state === 'done' ? versionIn(outcome.answer) : null),
      () => null,
    );
    lines.set(entry.row, end);
    void end.then(() => lines.get(entry.row) === end && lines.delete(entry.row));
    return own;
  };

  return {
    getPending: () => pending,
    getRefused: () => refused,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async submit(edit, version) {
      const id = newId();
      const row = rowOf(edit, id);
      const entry: PendingEdit = { id, row, edit, version, phase: 'sending' };
      const others = refused.filter((other) => other.row !== row);
      if (isOnline()) {
        change({ pending: [...pending, entry], refused: others });
        return inLine(entry);
      }
      if (!canWait(edit)) {
        const problem = new ApiProblem(0, {
          code: OFFLINE_REFUSED,
          message:
            'You are offline; this changes what people may do, so it is not kept for later. Nothing was changed.',
        });
        change({ refused: [...others, { id, row, edit, problem, current: null }] });
        throw problem;
      }
      const queued: PendingEdit = { ...entry, phase: 'queued' };
      // The last wording counts: a row that is edited twice while offline is sent once.
      const replaced = pending.filter((other) => other.row === row && other.phase === 'queued');
      for (const other of replaced) kept.drop(other.id);
      kept.keep(queued);
      change({ pending: [...pending.filter((other) => !replaced.includes(other)), queued], refused: others });
      return { state: 'queued' };
    },
    dismiss: (id) => change({ refused: refused.filter((entry) => entry.id !== id) }),
    resume: () =>
      kept.alone(async () => {
        // Another tab may have sent them in the meantime, or kept more.
        const waiting = kept.read();
        const known = new Set(waiting.map(({ id }) => id));
        const sending = pending.filter(({ phase }) => phase === 'sending');
        const isSending = new Set(sending.map(({ id }) => id));
        const next = waiting.filter(({ id }) => !isSending.has(id));
        if (next.length > 0 || pending.some(({ id, phase }) => phase === 'queued' && !known.has(id))) {
          change({ pending: [...sending, ...next.map((entry) => ({ ...entry, phase: 'sending' as const }))] });
        }
        await Promise.all(next.map((entry) => inLine(entry).catch(() => undefined)));
      }),
  };
}

/**
 * An edit that was sent before, and whose answer was lost: the server says that what was wanted is already so. Null for
 * every other refusal.
 */
function answerOfEarlier(edit: WorkspaceEdit, problem: ApiProblem): { readonly answer: unknown } | null {
  if (edit.act === 'invite' && problem.code === 'invitation_pending') return { answer: null };
  const { current } = problem.body as { current?: { name?: unknown } };
  if (edit.act === 'rename' && problem.code === 'stale' && current?.name === edit.name) return { answer: current };
  return null;
}

function versionIn(answer: unknown): number | null {
  const { version } = (answer ?? {}) as { version?: unknown };
  return typeof version === 'number' ? version : null;
}

async function within<T>(ms: number, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new ApiProblem(0, {
          code: TIMED_OUT,
          message: 'The server did not answer in time, so the change was taken back here. What it says now is shown.',
        }),
      );
      stop.abort();
    }, ms);
  });
  return Promise.race([run(stop.signal), limit]).finally(() => clearTimeout(timer));
}
