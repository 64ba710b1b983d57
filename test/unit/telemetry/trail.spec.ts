import { signOutReasons } from '@purser/client/session/reasons';
import type { SessionStep } from '@purser/client/session/session-manager';
import { concerns, SessionTrail } from '@purser/client/telemetry/trail';

function follow() {
  let now = 1_000_000;
  const trail = new SessionTrail(() => now);
  return {
    pass: (ms: number) => {
      now += ms;
    },
    step: (step: SessionStep['step'], data?: SessionStep['data']) => trail.follow({ step, data }),
  };
}

describe('the trail of a session', () => {
  it('makes a crumb of every step', () => {
    const { step } = follow();
    expect(step('refresh', { cause: 'timer' }).crumb).toEqual({
      category: 'session',
      message: 'refresh',
      level: 'info',
      data: { cause: 'timer' },
      timestamp: 1_000,
    });
    expect(step('refresh-later', { status: 500 }).crumb.level).toBe('warning');
  });

  it('is concerned about endings that nobody wished, and about none that somebody did', () => {
    const unexpected = Object.keys(signOutReasons).filter(
      (reason) => follow().step('signed-out', { reason }).concern !== null,
    );
    expect(unexpected).toEqual([
      'session_revoked',
      'session_missing',
      'refresh_reused',
      'account_disputed',
      'email_unconfirmed',
      'restored',
    ]);
    expect(follow().step('signed-out', { reason: 'refresh_reused' }).concern).toEqual({
      title: concerns.ended,
      tags: { reason: 'refresh_reused' },
    });
    expect(follow().step('signed-out', { reason: 'none' }).concern).toBeNull();
  });

  it('sees a refresh loop, once', () => {
    const { step, pass } = follow();
    step('decode', { lifeMs: 600_000 });
    const seen = Array.from({ length: 12 }, () => {
      pass(2_000);
      return step('refresh-granted').concern?.title;
    });
    expect(seen.filter(Boolean)).toEqual([concerns.loop]);
    expect(seen.indexOf(concerns.loop)).toBe(5);
  });

  it('sees no loop in refreshes that come when they are due, however short the life', () => {
    const { step, pass } = follow();
    step('decode', { lifeMs: 4_000 });
    for (let each = 0; each < 20; each += 1) {
      pass(2_400);
      expect(step('refresh-granted').concern).toBeNull();
    }
  });

  it('is concerned when the server answers but does not renew, and not when there is no connection', () => {
    const { step } = follow();
    const answered = Array.from({ length: 6 }, () => step('refresh-later', { status: 502 }).concern);
    expect(answered.map((concern) => concern?.title)).toEqual([...Array(4).fill(undefined), concerns.stuck, undefined]);
    const offline = follow();
    for (let each = 0; each < 10; each += 1) expect(offline.step('refresh-later', { status: 0 }).concern).toBeNull();
  });
});
