/** The copy of a store on this device: one per person, so that the next person on it neither sees nor sends it. */
import { newId, openBridge } from './bridge.js';

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

/**
 * Removes the local copy after every tab has let go of it. What was not sent is lost: save it first.
 * Throws when another program still holds the files.
 */
export async function clearLocalCopy(localId: string): Promise<void> {
  const bridge = openBridge(localId, () => {});
  bridge.send({ kind: 'release', tab: newId() });
  for (const release of [...(holders.get(localId) ?? [])]) release();
  await pause(RELEASE_MS);
  try {
    await removeFolder(`livestore-${localId}@${STORAGE_FORMAT}`);
  } finally {
    bridge.close();
  }
  localStorage.removeItem(`livestore:clientId:${localId}`);
  sessionStorage.removeItem(`livestore:sessionId:${localId}`);
}

const holders = new Map<string, Set<() => void>>();

/** Called by whoever holds the store open in this tab; `release` must shut it down. Answers how to undo it. */
export function holdLocalCopy(localId: string, release: () => void): () => void {
  const held = holders.get(localId) ?? new Set();
  holders.set(localId, held);
  const letGo = () => {
    sessionStorage.removeItem(`livestore:sessionId:${localId}`);
    release();
  };
  held.add(letGo);
  const bridge = openBridge(localId, (message) => message.kind === 'release' && letGo());
  return () => {
    held.delete(letGo);
    bridge.close();
  };
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
