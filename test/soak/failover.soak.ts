/** `pnpm test:soak failover`: twenty devices and the API under load, the primary killed and its standby promoted. */
import { failOver } from '../support/failover.js';

it('twenty devices go on by themselves, and nothing acknowledged is lost', async () => {
  const outcome = await failOver({ devices: 20, spanMs: 20_000 });
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
  const { acknowledged, kept, events } = outcome;
  expect(outcome.faults).toEqual([]);
  expect(kept).toEqual({
    workspaces: acknowledged.workspaces,
    audited: acknowledged.workspaces,
    active: acknowledged.workspaces,
    mails: acknowledged.signUps,
  });
  expect(events).toEqual({ written: events.written, stored: events.written, gapless: true });
});
