/** The database fails over under load; the long history is `pnpm test:soak failover`. */
import { failOver } from '../support/failover.js';

describe('a database that fails over to its synchronous standby', () => {
  it('loses nothing that was acknowledged, and everybody goes on by themselves', async () => {
    const outcome = await failOver({ devices: 4, spanMs: 3_000 });
    const { acknowledged, kept, events, longestPauseMs } = outcome;
    process.stdout.write(`longest pause of writes over a failover: ${longestPauseMs} ms\n`);
    expect(outcome.faults).toEqual([]);
    expect(kept).toEqual({
      workspaces: acknowledged.workspaces,
      audited: acknowledged.workspaces,
      mails: acknowledged.signUps,
    });
    expect(acknowledged.workspaces).toBeGreaterThan(0);
    expect(acknowledged.signUps).toBeGreaterThan(0);
    expect(events).toEqual({ written: events.written, stored: events.written, gapless: true });
  });
});
