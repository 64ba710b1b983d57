/** Changes that never reached the server and cannot any more: kept on the device until the person downloads, adds or drops them. */
export interface SetAsideEvent {
  /** Tells events apart: two that read alike are still two. */
  readonly key: string;
  readonly name: string;
  /** As they stood in the log, i.e. encoded by the event's schema. */
  readonly args: unknown;
}

export interface SetAside {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `restored`: the server's log was replaced (also when absent). `closed`: the workspace is not the person's any more. */
  readonly why?: 'restored' | 'closed';
  readonly events: readonly SetAsideEvent[];
}

const DATABASE = 'purser';
const TABLE = 'set-aside';

/** Adds to what is already set aside for this local copy; events that another tab saved before are not doubled. */
export async function saveSetAside(
  localId: string,
  events: readonly SetAsideEvent[],
  why: SetAside['why'] = 'restored',
): Promise<void> {
  if (events.length === 0) return;
  await inTable('readwrite', (table) => {
    const read = table.get(localId);
    read.onsuccess = () => {
      const known = (read.result as SetAside | undefined)?.events ?? [];
      const keys = new Set(known.map(({ key }) => key));
      const next: SetAside = { at: Date.now(), why, events: [...known, ...events.filter(({ key }) => !keys.has(key))] };
      table.put(next, localId);
    };
    return read;
  });
}

export async function readSetAside(localId: string): Promise<SetAside | null> {
  return ((await inTable('readonly', (table) => table.get(localId))) as SetAside | undefined) ?? null;
}

export async function dropSetAside(localId: string): Promise<void> {
  await inTable('readwrite', (table) => table.delete(localId));
}

async function inTable(mode: IDBTransactionMode, act: (table: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const database = await openDatabase();
  try {
    const transaction = database.transaction(TABLE, mode);
    const request = act(transaction.objectStore(TABLE));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    return request.result;
  } finally {
    database.close();
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
