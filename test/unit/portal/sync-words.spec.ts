import type { SyncHealth, SyncHealthState } from '@purser/client/sync/health';
import de from '../../../portal/i18n/de.js';
import en from '../../../portal/i18n/en.js';
import { translator } from '../../../portal/i18n/translate.js';
import { syncWords, withClock } from '../../../portal/shell/syncWords.js';

const t = translator(en, 'en');
const connected: SyncHealth = {
  state: 'connected',
  reason: null,
  unacked: 0,
  lastAckedAt: null,
  caughtUp: true,
  readOnly: false,
};
const at = (state: SyncHealthState, rest: Partial<SyncHealth> = {}): SyncHealth => ({ ...connected, state, ...rest });

describe('the sync status line', () => {
  it.each<[string, SyncHealth | null, boolean, string]>([
    ['Sync rests', null, true, 'resting'],
    ['Synced', connected, true, 'good'],
    ['Synced, read only', at('connected', { readOnly: true }), true, 'good'],
    ['Catching up…', at('connected', { caughtUp: false }), true, 'working'],
    ['1 change waiting', at('connected', { unacked: 1 }), true, 'working'],
    ['3 changes waiting', at('connected', { unacked: 3, caughtUp: false }), true, 'working'],
    ['Connecting…', at('connecting'), true, 'working'],
    ['2 changes waiting', at('connecting', { unacked: 2, caughtUp: false }), true, 'working'],
    ['Offline', at('connecting'), false, 'kept'],
    ['Offline', at('offline'), true, 'kept'],
    ['Offline', connected, false, 'kept'],
    ['Offline — 3 changes kept on this device', at('offline', { unacked: 3 }), true, 'kept'],
    ['Signed out after a long pause', at('signed-out', { reason: 'session_idle' }), true, 'stopped'],
    ['Session ended', at('signed-out'), true, 'stopped'],
    [
      'Signed out — 1 change kept on this device',
      at('signed-out', { reason: 'session_idle', unacked: 1 }),
      true,
      'stopped',
    ],
    [
      'Signed out — 500 changes kept on this device',
      at('signed-out', { reason: 'ended_by_operator', unacked: 500 }),
      true,
      'stopped',
    ],
    ['Removed from this workspace', at('removed', { reason: 'not_a_member' }), true, 'stopped'],
    ['Workspace deleted', at('removed', { reason: 'workspace_deleted' }), true, 'stopped'],
    ['Removed from this workspace', at('removed'), true, 'stopped'],
    ['Workspace suspended', at('suspended', { reason: 'store_suspended' }), true, 'stopped'],
    ['Workspace suspended', at('suspended'), true, 'stopped'],
    ['Workspace was restored', at('restored', { reason: 'store_restored' }), true, 'stopped'],
  ])('says “%s”', (text, health, online, tone) => {
    expect(syncWords(health, online, 'en', t)).toMatchObject({ text, tone });
  });

  it('explains why in the words of the catalogue', () => {
    expect(syncWords(at('signed-out', { reason: 'session_idle' }), true, 'en', t).detail).toMatch(
      /not used for a while/,
    );
    expect(syncWords(at('signed-out', { reason: 'session_idle', unacked: 2 }), true, 'en', t).detail).toMatch(
      /^Signed out after a long pause\. .*not used for a while/,
    );
  });

  it('adds that the clock is wrong, and leaves the light as it is', () => {
    expect(withClock(syncWords(connected, true, 'en', t), 'en')).toEqual({
      tone: 'good',
      text: 'Synced',
      detail: expect.stringMatching(/^The server has every change.* The clock of this device is wrong\./),
    });
  });

  it('never says that all is well while changes wait or the link is dead', () => {
    const states: SyncHealthState[] = ['connecting', 'offline', 'signed-out', 'removed', 'suspended', 'restored'];
    for (const state of states) expect(syncWords(at(state), true, 'en', t).tone).not.toBe('good');
    expect(syncWords(at('connected', { unacked: 1 }), true, 'en', t).tone).not.toBe('good');
  });

  it('speaks German', () => {
    const german = translator(de, 'de');
    expect(syncWords(at('offline', { unacked: 2 }), true, 'de', german).text).toBe(
      'Offline – 2 Änderungen auf diesem Gerät aufgehoben',
    );
  });
});
