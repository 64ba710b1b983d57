import { setTimeout } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { isLostConnection } from '../lost-connection.js';

const AGAIN_MS = 500;
/** What the engine takes for a reason to do the same once more: "serialization failure". */
const ONCE_MORE = '40001';

type Given = (error: Error | undefined, client: PoolClient | undefined, done?: () => void) => void;

/**
 * Connections for the engine, which ends itself, and takes the process along, when it cannot write that a job is done. So
 * whoever asks for one waits until there is a database that gives one, and a statement whose connection was lost under it is
 * done once more, by the engine's own way for that; `lost` hears of it. When `stopping` aborts, and where a callback is given, a refusal
 * is told at once; a connection that is given to a callback may be given back twice, as the engine does with one that was lost.
 */
export function patientPool(pool: Pool, stopping: AbortSignal, lost: () => void): Pool {
  const connect = pool.connect.bind(pool) as (callback?: Given) => Promise<PoolClient>;
  const known = new WeakSet<PoolClient>();
  const patiently = async (): Promise<PoolClient> => {
    for (;;) {
      try {
        const client = await connect();
        if (!known.has(client)) tellLosses(client, lost);
        known.add(client);
        return client;
      } catch (error) {
        if (stopping.aborted || pool.ending) throw error;
        await setTimeout(AGAIN_MS);
      }
    }
  };
  pool.connect = ((callback?: Given) =>
    callback
      ? connect((error, client, done) => callback(error, client, done && once(done)))
      : patiently()) as Pool['connect'];
  return pool;
}

function once(done: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) done();
    isDone = true;
  };
}

function tellLosses(client: PoolClient, lost: () => void): void {
  const query = client.query.bind(client) as (...call: unknown[]) => unknown;
  client.query = ((...call: unknown[]) => {
    const answer = query(...call);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: Error) => {
      if (!isLostConnection(error)) throw error;
      lost();
      throw Object.assign(new Error(`The database went away: ${error.message}`, { cause: error }), { code: ONCE_MORE });
    });
  }) as PoolClient['query'];
}
