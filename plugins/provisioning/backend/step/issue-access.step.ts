import { Injectable } from '@nestjs/common';
import { SyncTickets } from '../../../sync/backend/ticket/tickets.service.js';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { Workspaces } from '../../../workspace/backend/workspace/workspaces.service.js';
import { Hopeless, type Step, type StepOutput, type WorkedStore } from './store-step.js';

/** The owner has a role and a ticket of this store can be made: told apart from a socket that does not answer. */
@Injectable()
export class IssueAccessStep implements Step {
  readonly name = 'issue-access';

  constructor(
    private readonly workspaces: Workspaces,
    private readonly memberships: Memberships,
    private readonly tickets: SyncTickets,
  ) {}

  async run({ id: storeId, workspaceId, canary }: WorkedStore): Promise<StepOutput> {
    const ownerId = canary ? null : await this.workspaces.ownerOf(workspaceId);
    const role = ownerId ? await this.memberships.roleOf(workspaceId, ownerId) : canary && 'owner';
    if (!role) throw new Hopeless('The workspace is gone, so nobody can be given access.');
    const claims = { kind: 'probe', storeId, workspaceId, userId: null, sessionId: null, role } as const;
    const { expiresAt } = await this.tickets.issue(claims);
    return { ownerId, role, ticketUntil: expiresAt.toISOString() };
  }
}
