import {
  isSignOutReason,
  REASON_LOCALES,
  reasonWords,
  signOutReasons,
  syncReasons,
} from '@purser/client/session/reasons';
import { sessionEndReasons } from '../../../plugins/auth/records.js';
import { syncClosings } from '../../../plugins/sync/names.js';

const catalogue = { ...signOutReasons, ...syncReasons };

describe('the catalogue of reasons', () => {
  it.each(Object.keys(catalogue))('%s is told in every language', (code) => {
    const entry = catalogue[code as keyof typeof catalogue];
    expect(Object.keys(entry).sort()).toEqual([...REASON_LOCALES].sort());
    for (const locale of REASON_LOCALES) {
      expect(entry[locale].title).toMatch(/^\p{Lu}.{3,60}[^.]$/u);
      expect(entry[locale].text).toMatch(/^\p{Lu}.{10,}\.$/u);
    }
    expect(entry.de).not.toEqual(entry.en);
  });

  it.each([
    ['signed out here', 'signed_out'],
    ['elsewhere', 'signed_out_elsewhere'],
    ['by an operator', 'ended_by_operator'],
    ['idle', 'session_idle'],
    ['expired', 'session_expired'],
    ['password changed', 'password_changed'],
    ['account disabled', 'account_disabled'],
    ['address unconfirmed', 'email_unconfirmed'],
    ['reuse detected', 'refresh_reused'],
    ['removed from workspace', 'removed'],
    ['suspended', 'store_suspended'],
    ['the service restored', 'restored'],
    ['the workspace restored', 'store_restored'],
    ['clock', 'clock'],
  ])('has an entry of its own for %s', (_, code) => {
    expect(Object.keys(catalogue)).toContain(code);
    const titles = Object.values(catalogue).filter(({ en }) => en.title === reasonWords(code).title);
    // Being removed and not being a member read alike.
    expect(titles).toHaveLength(code === 'removed' ? 2 : 1);
  });

  it.each(sessionEndReasons)('knows why auth ended a session: %s', (reason) => {
    expect(isSignOutReason(reason)).toBe(true);
  });

  it.each([
    'removed',
    'workspaceDeleted',
    'storeNotFound',
    'suspended',
    'storeReadOnly',
    'readOnly',
    'eventTooLarge',
    'unstorableEvent',
  ] as const)('has words for how sync closes: %s', (closing) => {
    expect(Object.keys(syncReasons)).toContain(syncClosings[closing].reason);
  });

  it('reads German for every German, English for all others, and an ended session for an unknown code', () => {
    expect(reasonWords('session_idle', 'de-AT')).toBe(signOutReasons.session_idle.de);
    expect(reasonWords('session_idle', 'fr')).toBe(signOutReasons.session_idle.en);
    expect(reasonWords('made_up')).toBe(signOutReasons.session_revoked.en);
    expect(reasonWords('toString')).toBe(signOutReasons.session_revoked.en);
  });
});
