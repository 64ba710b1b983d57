/** What the sync status line says for each state: one place, so that it is the same on every page and testable alone. */

import { reasonWords } from '@purser/client/session/reasons';
import type { SyncHealth } from '@purser/client/sync/health';
import type { Translate } from '@purser/kit/portal/messages';

export interface SyncWords {
  readonly tone: 'good' | 'working' | 'kept' | 'stopped' | 'resting';
  readonly text: string;
  /** A second sentence for those who ask. */
  readonly detail: string;
}

/**
 * `health` is null while no store is open. When the browser says that there is no network, the line says so at once: the
 * connection itself notices only at its next heartbeat. Why something stopped is told in the words of the catalogue.
 */
export function syncWords(health: SyncHealth | null, online: boolean, locale: string, t: Translate): SyncWords {
  if (!health) return { tone: 'resting', text: t('sync.resting'), detail: t('sync.restingDetail') };
  const count = health.unacked;
  switch (health.state) {
    case 'connecting':
      if (!online) return offline(count, t);
      if (count > 0) return waiting(count, t);
      return { tone: 'working', text: t('sync.connecting'), detail: t('sync.waitingDetail') };
    case 'offline':
      return offline(count, t);
    case 'connected':
      return online ? connected(health, t) : offline(count, t);
    case 'signed-out': {
      const { title, text } = reasonWords(health.reason ?? 'session_revoked', locale);
      if (count === 0) return { tone: 'stopped', text: title, detail: text };
      return { tone: 'stopped', text: t('sync.signedOutKept', { count }), detail: `${title}. ${text}` };
    }
    default: {
      const { title, text } = reasonWords(health.reason ?? fallback[health.state], locale);
      return { tone: 'stopped', text: title, detail: text };
    }
  }
}

const fallback = { removed: 'removed', suspended: 'store_suspended', restored: 'store_restored' } as const;

/** Beside how sync stands: that the clock of this device is wrong. */
export function withClock(words: SyncWords, locale: string): SyncWords {
  const { title, text } = reasonWords('clock', locale);
  return { ...words, detail: `${words.detail} ${title}. ${text}`.trim() };
}

function connected({ unacked, caughtUp, readOnly }: SyncHealth, t: Translate): SyncWords {
  if (unacked > 0) return waiting(unacked, t);
  if (!caughtUp) return { tone: 'working', text: t('sync.catchingUp'), detail: t('sync.syncedDetail') };
  return { tone: 'good', text: t(readOnly ? 'sync.readOnly' : 'sync.synced'), detail: t('sync.syncedDetail') };
}

function waiting(count: number, t: Translate): SyncWords {
  return { tone: 'working', text: t('sync.waiting', { count }), detail: t('sync.waitingDetail') };
}

function offline(count: number, t: Translate): SyncWords {
  return {
    tone: 'kept',
    text: count > 0 ? t('sync.offlineKept', { count }) : t('sync.offline'),
    detail: t('sync.offlineDetail'),
  };
}
