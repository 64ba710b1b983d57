import type { SessionState } from '../../../client/session/session-contract.js';
import { followSession } from '../../../client/sync/follow-session.js';
import { firstReport } from '../../../client/sync/health.js';

const signedIn = (sessionId: string, userId = 'mia') =>
  ({ status: 'signed-in', session: { sessionId, userId } }) as unknown as SessionState;
const signedOut = (reason: string) => ({ status: 'signed-out', reason }) as unknown as SessionState;

function aDesk(state: SessionState, userId: string | null = 'mia') {
  let now = state;
  let changed: () => void = () => undefined;
  const said: string[] = [];
  const follower = followSession(
    {
      getState: () => now,
      subscribe: (listener) => {
        changed = listener;
        return () => undefined;
      },
    },
    userId,
    { signedIn: () => said.push('in'), signedOut: (reason) => said.push(reason) },
  );
  const become = (next: SessionState) => {
    now = next;
    changed();
  };
  const hear = (sessionId: string | null) =>
    follower.heard({ ...firstReport, state: 'signed-out', reason: 'session_revoked', sessionId });
  return { said, become, hear };
}

describe('the session of a store’s person, as its worker hears it', () => {
  it('is told when it ends and when the next begins', () => {
    const { said, become } = aDesk(signedIn('one'));
    become(signedOut('password_changed'));
    become(signedIn('two'));
    expect(said).toEqual(['password_changed', 'in']);
  });

  it('is told to a worker that stands by the ending of an earlier one, once', () => {
    const { said, hear } = aDesk(signedIn('two'));
    hear('one');
    hear('one');
    expect(said).toEqual(['in']);
  });

  it('is told to a worker that never had one', () => {
    const { said, hear } = aDesk(signedIn('one'));
    hear(null);
    expect(said).toEqual(['in']);
  });

  it.each([
    ['the ended session is this one', signedIn('one')],
    ['nobody is signed in', signedOut('signed_out')],
    ['somebody else is signed in', signedIn('two', 'noah')],
  ])('is left alone when %s', (_, state) => {
    const { said, hear } = aDesk(state);
    hear('one');
    expect(said).toEqual([]);
  });
});
