/** Acts of operators on many records at once. */
import { Refusal } from './errors.js';

interface BulkOutcome {
  done: string[];
  refused: { id: string; code: string; message: string }[];
}

/** Each by itself, one after another: what is refused is told and keeps nobody else back. Throws what is no `Refusal`. */
export async function oneByOne(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<BulkOutcome> {
  const outcome: BulkOutcome = { done: [], refused: [] };
  for (const id of new Set(ids)) {
    try {
      await act(id);
      outcome.done.push(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      outcome.refused.push({ id, code: error.problem.code, message: error.message });
    }
  }
  return outcome;
}
