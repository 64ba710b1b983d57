import { type IdleParts, IdleWatch, type TimeLeft } from '../../../console/idle/idle-watch.js';

const MINUTE = 60_000;
const LIFE = 30 * MINUTE;

/** A server that counts use as ours does: what the console does by itself makes nothing longer. */
function setUp() {
  let endsAt = Date.now() + LIFE;
  let fullAt = Number.POSITIVE_INFINITY;
  let reachable = true;
  const asked: boolean[] = [];
  const told: number[] = [];
  let hear: (ms: number) => void = () => {};
  const use = () => {
    endsAt = Math.min(Date.now() + LIFE, fullAt);
  };
  const parts: IdleParts = {
    now: Date.now,
    async ask(isUse) {
      asked.push(isUse);
      if (!reachable) return null;
      if (isUse) use();
      const left: TimeLeft = { ms: endsAt - Date.now(), isLast: endsAt === fullAt };
      return left.ms > 0 ? left : null;
    },
    tabs: {
      tell: (ms) => void told.push(ms),
      listen(heard) {
        hear = heard;
        return () => {};
      },
    },
  };
  const watch = new IdleWatch(parts);
  watch.start();
  return {
    watch,
    asked,
    told,
    use,
    otherTab: (ms: number) => hear(ms),
    fullLengthIn: (ms: number) => {
      fullAt = Date.now() + ms;
      endsAt = Math.min(endsAt, fullAt);
    },
    disconnect: () => {
      reachable = false;
    },
  };
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

describe('the idle watch of the console', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_800_000_000_000 }));
  afterEach(() => jest.useRealTimers());

  it('asks five minutes before a session of thirty idles out, and not before', async () => {
    const { watch } = setUp();
    await pass(LIFE - 5 * MINUTE - 1_000);
    expect(watch.get()).toEqual({ kind: 'in use' });
    await pass(2_000);
    expect(watch.get()).toMatchObject({ kind: 'ending', isLast: false });
  });

  it('is quiet while somebody types and reads, telling the server ten times in a life at most', async () => {
    const { watch, asked } = setUp();
    await pass(0);
    asked.length = 0;
    for (let each = 0; each < 2 * 60; each += 1) {
      await pass(30_000);
      watch.input();
    }
    expect(watch.get()).toEqual({ kind: 'in use' });
    expect(asked.every((use) => use)).toBe(true);
    expect(asked.length).toBeGreaterThanOrEqual(15);
    expect(asked.length).toBeLessThanOrEqual(20);
  });

  it('counts no request that nobody asked for', async () => {
    const { watch } = setUp();
    expect(watch.isBackground()).toBe(false);
    await pass(6_000);
    expect(watch.isBackground()).toBe(true);
    watch.input();
    expect(watch.isBackground()).toBe(false);
    await pass(LIFE);
    expect(watch.isBackground()).toBe(true);
  });

  it('takes only the answer for an answer while the question stands', async () => {
    const { watch, told } = setUp();
    await pass(LIFE - 4 * MINUTE);
    watch.input();
    expect(watch.get().kind).toBe('ending');
    expect(watch.isBackground()).toBe(true);
    await watch.stay();
    expect(watch.get()).toEqual({ kind: 'in use' });
    expect(told.at(-1)).toBe(LIFE);
    await pass(LIFE - 6 * MINUTE);
    expect(watch.get()).toEqual({ kind: 'in use' });
    await pass(2 * MINUTE);
    expect(watch.get().kind).toBe('ending');
  });

  it('hears of use in another tab', async () => {
    const { watch, use, otherTab } = setUp();
    await pass(LIFE - 2 * MINUTE);
    expect(watch.get().kind).toBe('ending');
    use();
    otherTab(LIFE);
    expect(watch.get()).toEqual({ kind: 'in use' });
  });

  it('asks the server when the time has come, so that it can say why', async () => {
    const { watch, asked } = setUp();
    await pass(LIFE - MINUTE);
    expect(watch.get().kind).toBe('ending');
    const before = asked.length;
    await pass(MINUTE + 2_000);
    expect(asked.length).toBe(before + 1);
    expect(asked.at(-1)).toBe(false);
  });

  it('asks without a connection too, by what it knows', async () => {
    const { watch, disconnect } = setUp();
    await pass(0);
    watch.input();
    watch.used();
    disconnect();
    await pass(LIFE - 4 * MINUTE);
    expect(watch.get().kind).toBe('ending');
  });

  it('says it when the session reaches its full length, once', async () => {
    const { watch, fullLengthIn } = setUp();
    await pass(0);
    fullLengthIn(20 * MINUTE);
    await watch.stay();
    await pass(16 * MINUTE);
    expect(watch.get()).toMatchObject({ kind: 'ending', isLast: true });
    watch.dismiss();
    watch.input();
    watch.used();
    await pass(MINUTE);
    expect(watch.get()).toEqual({ kind: 'in use' });
  });

  it('stops with the session', async () => {
    const { watch, asked } = setUp();
    await pass(LIFE - MINUTE);
    watch.stop();
    expect(watch.get()).toEqual({ kind: 'in use' });
    const before = asked.length;
    await pass(3 * LIFE);
    expect(asked.length).toBe(before);
  });
});
