import { createReports, type ReportOptions } from '@purser/client/telemetry/reports';

const config = { dsn: 'https://key@sentry.example/1', environment: 'test' };

function setUp() {
  const sent: unknown[][] = [];
  const loads: ReportOptions[] = [];
  let finish = () => {};
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const reports = createReports('portal', async (options) => {
    loads.push(options);
    await gate;
    return {
      addBreadcrumb: (crumb) => sent.push(['crumb', crumb.message]),
      captureException: (error) => sent.push(['error', (error as Error).message]),
      captureMessage: (message, { tags }) => sent.push(['message', message, tags]),
    };
  });
  return { reports, sent, loads, finish };
}

describe('reports of a page', () => {
  it('load nothing and keep nothing when no DSN is configured', async () => {
    const { reports, sent, loads } = setUp();
    reports.onStep({ step: 'signed-in' });
    await reports.start(undefined);
    reports.onStep({ step: 'signed-out', data: { reason: 'refresh_reused' } });
    expect(loads).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('make up for what happened before and while they were loaded, in its order', async () => {
    const { reports, sent, loads, finish } = setUp();
    reports.onStep({ step: 'refresh', data: { cause: 'start' } });
    window.dispatchEvent(new ErrorEvent('error', { error: new Error('early') }));
    const started = reports.start(config);
    reports.onStep({ step: 'signed-out', data: { reason: 'session_missing' } });
    finish();
    await started;
    reports.onStep({ step: 'signed-in' });
    expect(sent).toEqual([
      ['crumb', 'refresh'],
      ['crumb', 'signed-out'],
      ['message', 'Session ended unexpectedly', { reason: 'session_missing' }],
      ['error', 'early'],
      ['crumb', 'signed-in'],
    ]);
    expect(loads).toHaveLength(1);
    expect(loads[0]).toMatchObject({ ...config, sendDefaultPii: false, initialScope: { tags: { app: 'portal' } } });
    expect(loads[0]?.beforeSend({ message: 'a@example.org' })).toEqual({ message: '[address]' });
  });

  it('leave the page alone when Sentry cannot be fetched', async () => {
    const reports = createReports('portal', () => Promise.reject(new Error('blocked')));
    reports.onStep({ step: 'signed-in' });
    await reports.start(config);
    expect(() => reports.onStep({ step: 'signed-in' })).not.toThrow();
  });
});
