/** What stays on the device between visits: whether somebody is signed in, and who. Never a token. */
import { isSignOutReason, type SignOutReason } from './reasons.js';
import type { StorageLike } from './surroundings.js';

export type Marker =
  | {
      readonly status: 'in';
      readonly userId: string /** Tells sessions apart without naming them. */;
      readonly key: string;
    }
  | {
      readonly status: 'out';
      readonly reason: SignOutReason | null;
      readonly key: string;
      /** The server has not been told yet: the device was offline. Until it is, the cookie is not used. */
      readonly untold?: 'current' | 'all';
    };

export interface MarkerStore {
  readonly name: string;
  read(): Marker | null;
  write(marker: Marker): void;
}

export function createMarkerStore(storage: StorageLike | null, audience: string): MarkerStore {
  const name = `purser:${audience}:session`;
  return {
    name,
    read() {
      try {
        return parseMarker(storage?.getItem(name) ?? null);
      } catch {
        return null;
      }
    },
    write(marker) {
      try {
        storage?.setItem(name, JSON.stringify(marker));
      } catch {
        // A full storage must not keep an old "signed out" that would hide a living session after a reload.
        try {
          storage?.removeItem(name);
        } catch {
          return;
        }
      }
    },
  };
}

export function parseMarker(json: string | null): Marker | null {
  if (!json) return null;
  try {
    const value = JSON.parse(json) as Record<string, unknown> | null;
    if (typeof value?.key !== 'string') return null;
    if (value.status === 'in' && typeof value.userId === 'string') {
      return { status: 'in', userId: value.userId, key: value.key };
    }
    if (value.status !== 'out') return null;
    const untold = value.untold === 'current' || value.untold === 'all' ? value.untold : undefined;
    return { status: 'out', reason: isSignOutReason(value.reason) ? value.reason : null, key: value.key, untold };
  } catch {
    return null;
  }
}

/** A short one-way mark of a session id (FNV-1a): good to compare with, useless to sign in with. */
export function keyOf(sessionId: string): string {
  let hash = 0x811c9dc5;
  for (const unit of sessionId) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
