import { Refusal } from '@purser/kit/backend/errors';
import type { Problem } from '@purser/kit/names';
import { houseProblems } from '@purser/kit/problems';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { workspaceProblems } from '../names.js';

/** What slipped past the conditions of a statement is refused by the table, in the same words. */
const BY_CONSTRAINT: Readonly<Record<string, Problem>> = {
  workspace_owner: workspaceProblems.lastOwner,
  workspace_seats: workspaceProblems.seatLimit,
  workspace_name_per_owner: workspaceProblems.nameTaken,
  workspace_membership_person: workspaceProblems.alreadyMember,
  workspace_domain_once: workspaceProblems.domainKnown,
  workspace_domain_one_verified: workspaceProblems.domainTaken,
  workspace_invitation_one_pending: workspaceProblems.invitationPending,
};

/** A transaction whose broken rules become refusals, those included that only its commit finds. */
export async function transact<T>(dataSource: DataSource, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  try {
    return await dataSource.transaction(work);
  } catch (error) {
    const { constraint } = (error instanceof QueryFailedError ? error.driverError : error) as { constraint?: string };
    const problem = constraint === undefined ? undefined : BY_CONSTRAINT[constraint];
    if (!problem) throw error;
    const errors = problem === workspaceProblems.nameTaken ? { name: problem.message } : undefined;
    throw new Refusal(problem, { errors, cause: error });
  }
}

/** A change on an old version is refused with what is there now, read after the transaction has let go. */
export async function tellingCurrent<T>(change: () => Promise<T>, current: () => Promise<unknown>): Promise<T> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof Refusal) || error.problem !== houseProblems.stale) throw error;
    throw new Refusal(houseProblems.stale, { extra: { current: await current() } });
  }
}
