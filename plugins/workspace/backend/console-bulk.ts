import { Refusal } from '@purser/kit/backend/errors';
import type { BulkResult } from '../records-console.js';

/** Each by itself, one after another: what is refused is told and keeps nobody else back. */
export async function oneByOne(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<BulkResult> {
  const result: { done: string[]; refused: BulkResult['refused'] } = { done: [], refused: [] };
  for (const id of new Set(ids)) {
    try {
      await act(id);
      result.done.push(id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      result.refused.push({ id, code: error.problem.code, message: error.message });
    }
  }
  return result;
}
