/** The copy of a store on this device: one per person, so that the next person on it neither sees nor sends it. */
import { openBridge } from './bridge.js';

/** Where a name ends and the person begins; neither a store id nor a user id of the server holds it. */
const SEPARATOR = '__';
/** LiveStore 0.4's storage format: it stands in the folder's name. */
const STORAGE_FORMAT = 6;
const RELEASE_MS = 400;
const REMOVE_TRIES = 20;

/** The id LiveStore keeps this person's copy of a store under: give it as `storeId`. The server's own id travels in the ticket. */
export function localStoreId(storeId: string, userId: string): string {
  return `${storeId}${SEPARATOR}${userId}`;
}

/** Both parts of a local id; `userId` is null for a plain one. */
export function partsOf(localId: string): { readonly storeId: string; readonly userId: string | null } {
  const at = localId.lastIndexOf(SEPARATOR);
  return at < 0
    ? { storeId: localId, userId: null }
    : { storeId: localId.slice(0, at), userId: localId.slice(at + SEPARATOR.length) };
}

/** What this browser lacks to keep a store on the device; null when all is there. */
export function missingForLocalCopy(): 'secure-context' | 'storage' | null {
  if (!globalThis.isSecureContext) return 'secure-context';
  return navigator.storage && 'getDirectory' in navigator.storage && 'locks' in navigator ? null : 'storage';
}

/** True when LiveStore has kept this store on the device, and nobody removed it. */
export function hasLocalCopy(localId: string): boolean {
  try {
    return localStorage.getItem(`livestore:clientId:${localId}`) !== null;
  } catch {
    return false;
  }
}

export interface Holder {
  /** Shut the store down: its files are about to go. */
  released(): void;
  /** They are gone, and the store may be opened anew; or not `ok`: they could not be removed. */
  cleared(ok: boolean): void;
}

const holders = new Map<string, Set<Holder>>();

/** Called by whoever holds the store open in this tab. Answers how to undo it. */
export function holdLocalCopy(localId: string, holder: Holder): () => void {
  const held = holders.get(localId) ?? new Set<Holder>();
  holders.set(localId, held);
  held.add(holder);
  const bridge = openBridge(localId, (message) => {
    if (message.kind === 'release') letGo(localId, holder);
    if (message.kind === 'cleared') holder.cleared(message.ok);
  });
  return () => {
    held.delete(holder);
    bridge.close();
  };
}

/**
 * Removes the local copy after every tab has let go of it. What was not sent is lost: save it first.
 * Throws when another program still holds the files.
 */
export async function clearLocalCopy(localId: string): Promise<void> {
  const here = [...(holders.get(localId) ?? [])];
  const bridge = openBridge(localId, () => {});
  let ok = false;
  try {
    bridge.send({ kind: 'release' });
    for (const holder of here) letGo(localId, holder);
    await pause(RELEASE_MS);
    await removeFolder(`livestore-${localId}@${STORAGE_FORMAT}`);
    localStorage.removeItem(`livestore:clientId:${localId}`);
    sessionStorage.removeItem(`livestore:sessionId:${localId}`);
    ok = true;
  } finally {
    bridge.send({ kind: 'cleared', ok });
    bridge.close();
    for (const holder of here) holder.cleared(ok);
  }
}

function letGo(localId: string, holder: Holder): void {
  sessionStorage.removeItem(`livestore:sessionId:${localId}`);
  holder.released();
}

/** The files stay locked until the workers of all tabs are gone. */
async function removeFolder(name: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  for (let tries = REMOVE_TRIES; ; tries -= 1) {
    try {
      return await root.removeEntry(name, { recursive: true });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'NotFoundError') return;
      if (tries <= 1) throw error;
      await pause(150);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
