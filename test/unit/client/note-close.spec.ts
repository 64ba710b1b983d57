import { firstReport, type LinkReport } from '@purser/client/sync/health';
import { noteClose } from '@purser/client/sync/session-desk';

const connected: LinkReport = { ...firstReport, state: 'connected' };
const closed = (code: number, reason: string, at = 1): LinkReport => ({
  ...connected,
  lastClose: { code, reason, at },
});

function listen() {
  const notes: unknown[] = [];
  return { notes, manager: { note: (step: string, data?: unknown) => void notes.push([step, data]) } };
}

describe('a closed sync socket, as telemetry hears it', () => {
  it('is told once, with its code and reason', () => {
    const { notes, manager } = listen();
    const over = closed(4401, 'ended_by_operator');
    noteClose(manager, connected, over);
    noteClose(manager, over, { ...over, state: 'signed-out' });
    noteClose(manager, over, closed(1012, 'restarting', 2));
    expect(notes).toEqual([
      ['socket-closed', { code: 4401, reason: 'ended_by_operator' }],
      ['socket-closed', { code: 1012, reason: 'restarting' }],
    ]);
  });

  it('never carries an address: a browser’s own words can hold the ticket', () => {
    const { notes, manager } = listen();
    noteClose(manager, connected, closed(1006, "The URL 'wss://x/sync?payload=%7B%22ticket%22%7D' is invalid"));
    expect(notes).toEqual([['socket-closed', { code: 1006, reason: 'none' }]]);
  });

  it('is not told to a tab that opened after it', () => {
    const { notes, manager } = listen();
    noteClose(manager, firstReport, closed(1006, ''));
    expect(notes).toEqual([]);
  });
});
