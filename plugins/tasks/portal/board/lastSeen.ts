/**
 * Each list as it was last shown in this tab: it is there at once on the way back to its workspace, while the store opens.
 * In memory only, under the id of the person's own copy, and gone with the copy it was read from.
 */
import type { Task } from '../../schema.js';
import { stores } from '../store/stores.js';

interface Seen {
  /** Of the copy: one that was restored or cleared since is another. */
  readonly epoch: number;
  readonly tasks: readonly Task[];
}

const seen = new Map<string, Seen>();

export function rememberList(copyId: string, tasks: readonly Task[]): void {
  seen.set(copyId, { epoch: stores.of(copyId).get().epoch, tasks });
}

export function listLastSeen(copyId: string): readonly Task[] | undefined {
  const { epoch, ended } = stores.of(copyId).get();
  const known = seen.get(copyId);
  return known?.epoch === epoch && !ended ? known.tasks : undefined;
}
