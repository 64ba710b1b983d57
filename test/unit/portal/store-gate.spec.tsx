import { act, screen, waitFor } from '@testing-library/react';
import { useEffect } from 'react';
import StoreGate from '../../../plugins/provisioning/portal/StoreGate.js';
import { stepProgress, steps } from '../../../plugins/provisioning/portal/steps.js';
import { type StoreStatus, storeSteps } from '../../../plugins/provisioning/records.js';
import { fakeApi, renderInPortal } from './portal-around.js';

const at = '2026-11-23T12:00:00.000Z';
const status = (rest: Partial<StoreStatus>): StoreStatus => ({
  storeId: 'st-1',
  workspaceId: 'w',
  phase: 'requested',
  desired: 'active',
  course: 'create',
  mode: null,
  conditions: [],
  timeline: [],
  readyMs: null,
  retryAt: null,
  ...rest,
});
const active = status({ phase: 'active', mode: 'open', readyMs: 320 });
const harbour = { id: 'w', name: 'Harbour', role: 'owner' };
const never = () => new Promise<never>(() => undefined);

/** A stream the test speaks through. */
function stream() {
  let say: (text: string) => void = () => undefined;
  let end: () => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      say = (text) => controller.enqueue(new TextEncoder().encode(text));
      end = () => controller.close();
    },
  });
  const store = (value: StoreStatus) => say(`event: store\ndata: ${JSON.stringify(value)}\n\n`);
  return { response: new Response(body), say: (text: string) => say(text), store, end: () => end() };
}

function open(get: jest.Mock, fetch: () => Promise<Response> = never, online = true) {
  return renderInPortal(
    <StoreGate>
      <p>The board</p>
    </StoreGate>,
    { workspace: harbour, api: fakeApi({ get }), fetch, online },
  );
}

beforeEach(() => localStorage.clear());

it('knows the steps of the server, in their order', () => {
  expect(steps).toEqual(storeSteps);
});

it('reads how far a store is, the last try of each step counting', () => {
  const entry = (step: (typeof steps)[number], attempt: number, state: 'running' | 'done' | 'failed' | 'abandoned') =>
    ({ kind: 'step', step, walk: 1, attempt, state, at, durationMs: state === 'done' ? 12 : null }) as const;
  const timeline = [
    entry('allocate', 1, 'done'),
    entry('create-log', 1, 'failed'),
    entry('create-log', 2, 'done'),
    entry('issue-access', 1, 'abandoned'),
  ];
  expect(stepProgress({ timeline }).slice(0, 3)).toEqual([
    { step: 'allocate', state: 'done', durationMs: 12, attempt: 1 },
    { step: 'create-log', state: 'done', durationMs: 12, attempt: 2 },
    { step: 'issue-access', state: 'waiting', durationMs: null, attempt: 1 },
  ]);
});

/** Opens its store when it comes into the page. */
function Board({ onOpen }: { onOpen: () => void }) {
  useEffect(() => onOpen(), [onOpen]);
  return <p>The board</p>;
}

describe('the gate of a workspace', () => {
  it('shows one that is known at once, and does not open it anew when the server answers', async () => {
    localStorage.setItem('purser:store:w', 'open');
    const onOpen = jest.fn();
    let answer: (value: StoreStatus) => void = () => undefined;
    const asked = new Promise<StoreStatus>((resolve) => {
      answer = resolve;
    });
    const board = (
      <StoreGate>
        <Board onOpen={onOpen} />
      </StoreGate>
    );
    renderInPortal(board, {
      workspace: harbour,
      api: fakeApi({ get: jest.fn().mockReturnValue(asked) }),
      fetch: never,
      online: true,
    });
    expect(screen.getByText('The board')).toBeInTheDocument();
    await act(async () => answer({ ...active, mode: 'read_only' }));
    expect(await screen.findByText('Harbour can only be read now')).toBeInTheDocument();
    expect(onOpen).toHaveBeenCalledTimes(1);
  });

  it('lets in when the store is open', async () => {
    open(jest.fn().mockResolvedValue(active));
    expect(await screen.findByText('The board')).toBeInTheDocument();
  });

  it('shows real progress as the server tells it, in pieces of any size, and opens by itself', async () => {
    const line = stream();
    open(jest.fn().mockResolvedValue(status({})), () => Promise.resolve(line.response));
    expect(await screen.findByRole('heading', { name: 'Setting up Harbour' })).toBeInTheDocument();
    expect(screen.getByText('0 of 6 steps done')).toBeInTheDocument();

    const half = JSON.stringify(
      status({
        phase: 'provisioning',
        timeline: [{ kind: 'step', step: 'allocate', walk: 1, attempt: 1, state: 'done', at, durationMs: 40 }],
      }),
    );
    await act(async () => {
      line.say('event: beat\ndata: {}\n\nevent: store\r\nda');
      line.say(`ta: ${half}\r\n\r\n`);
    });
    expect(await screen.findByText('1 of 6 steps done')).toBeInTheDocument();
    expect(screen.getByText('0.04 s')).toBeInTheDocument();

    await act(async () => line.store(active));
    expect(await screen.findByText('The board')).toBeInTheDocument();
  });

  it('asks every two seconds where streams do not get through', async () => {
    const get = jest.fn().mockResolvedValueOnce(status({})).mockResolvedValue(active);
    open(get, () => Promise.reject(new Error('cut')));
    expect(await screen.findByRole('heading', { name: 'Setting up Harbour' })).toBeInTheDocument();
    expect(await screen.findByText('The board', {}, { timeout: 4_000 })).toBeInTheDocument();
  });

  it('goes on saying that it could not ask while it asks again', async () => {
    const get = jest.fn().mockRejectedValueOnce(new Error('Broken.')).mockImplementation(never);
    open(get);
    expect(await screen.findByText('The state of this workspace could not be loaded')).toBeInTheDocument();
    await waitFor(() => expect(get).toHaveBeenCalledTimes(2), { timeout: 4_000 });
    expect(screen.getByText('The state of this workspace could not be loaded')).toBeInTheDocument();
  });

  it('says that a store failed, what is safe, and what happens next', async () => {
    open(jest.fn().mockResolvedValue(status({ phase: 'failed' })));
    expect(await screen.findByRole('heading', { name: 'Harbour could not be set up' })).toBeInTheDocument();
    expect(screen.getByText(/Nothing of yours was lost/)).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent('The people who run this service');
    expect(screen.queryByText('The board')).toBeNull();
  });

  it.each([
    ['is being made', { phase: 'provisioning' }],
    ['is being opened again', { phase: 'resuming', course: 'resume', mode: 'closed' }],
  ] as const)('says when a step that did not work is tried again, while it %s', async (_, rest) => {
    const entry = { kind: 'step', step: 'create-log', walk: 1, attempt: 1, at, durationMs: 4 } as const;
    const retryAt = '2026-11-23T12:05:00.000Z';
    const line = stream();
    const get = jest.fn().mockResolvedValue(status({ ...rest, retryAt, timeline: [{ ...entry, state: 'failed' }] }));
    open(get, () => Promise.resolve(line.response));
    expect(await screen.findByRole('alert')).toHaveTextContent(/A step did not work. It is tried again at \d\d:05/);
    await act(async () => line.store(status({ ...rest, retryAt, timeline: [{ ...entry, state: 'running' }] })));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  it('leads to where a deleted workspace can be brought back', async () => {
    open(
      jest.fn().mockResolvedValue(status({ phase: 'deleted', course: 'delete', desired: 'deleted', mode: 'closed' })),
    );
    expect(await screen.findByRole('link', { name: 'Go to my workspaces' })).toHaveAttribute('href', '/workspaces');
  });

  it.each([
    ['is suspended', { phase: 'suspended', course: 'suspend', desired: 'suspended', mode: 'closed' }],
    ['was deleted', { phase: 'deleted', course: 'delete', desired: 'deleted', mode: 'closed' }],
    ['is being opened again', { phase: 'verifying', course: 'resume', mode: 'provisioning' }],
    ['is being brought back', { phase: 'restoring', course: 'restore', mode: 'provisioning' }],
    ['could not be opened again', { phase: 'failed', course: 'resume', mode: 'provisioning' }],
  ] as const)('says that it %s, and what happens next', async (words, rest) => {
    open(jest.fn().mockResolvedValue(status(rest)));
    expect(await screen.findByRole('heading', { name: `Harbour ${words}` })).toBeInTheDocument();
    expect(screen.queryByText('The board')).toBeNull();
  });

  it('lets readers in while it is read-only, and says so', async () => {
    open(
      jest
        .fn()
        .mockResolvedValue(status({ phase: 'suspended', course: 'suspend', desired: 'read_only', mode: 'read_only' })),
    );
    expect(await screen.findByText('The board')).toBeInTheDocument();
    expect(screen.getByText('Harbour can only be read now')).toBeInTheDocument();
  });

  it('lets in at once where the store was open before, also when nobody answers', () => {
    localStorage.setItem('purser:store:w', 'open');
    open(jest.fn(never), never, false);
    expect(screen.getByText('The board')).toBeInTheDocument();
  });

  it('closes again when the store is no longer open', async () => {
    localStorage.setItem('purser:store:w', 'open');
    open(jest.fn().mockResolvedValue(status({ phase: 'active', mode: 'closed' })));
    expect(await screen.findByRole('heading', { name: 'Harbour is suspended' })).toBeInTheDocument();
    await waitFor(() => expect(localStorage.getItem('purser:store:w')).toBeNull());
  });
});
