/** What other plugins publish that ends connections. All run in the publisher's transaction. */
import { Injectable } from '@nestjs/common';
import type { Listener } from '@purser/kit/backend/events';
import type { EntityManager } from 'typeorm';
import { sessionEndedClosing, syncClosings } from '../../names.js';
import { readsOnly } from '../access/standing.service.js';
import { Endings } from './endings.service.js';

interface EndedSessions {
  readonly sessions: readonly { readonly id: string }[];
  readonly reason: string;
}

@Injectable()
export class CloseEndedSessions implements Listener<EndedSessions> {
  constructor(private readonly endings: Endings) {}

  async handle({ sessions, reason }: EndedSessions, tx: EntityManager): Promise<void> {
    const sessionIds = sessions.map(({ id }) => id);
    await this.endings.end(tx, { sessionIds }, sessionEndedClosing(reason));
  }
}

interface Member {
  readonly workspaceId: string;
  readonly userId: string;
}

@Injectable()
export class CloseRemovedMember implements Listener<Member> {
  constructor(private readonly endings: Endings) {}

  async handle({ workspaceId, userId }: Member, tx: EntityManager): Promise<void> {
    await this.endings.end(tx, { workspaceId, userId }, syncClosings.removed);
  }
}

@Injectable()
export class CloseChangedRole implements Listener<Member & { from: string; to: string }> {
  constructor(private readonly endings: Endings) {}

  async handle(change: Member & { from: string; to: string }, tx: EntityManager): Promise<void> {
    const { workspaceId, userId, from, to } = change;
    if (readsOnly(from) !== readsOnly(to)) {
      await this.endings.end(tx, { workspaceId, userId }, syncClosings.roleChanged);
    } else await this.endings.announce(tx, { workspaceId, userId });
  }
}

@Injectable()
export class CloseDeletedWorkspace implements Listener<{ workspaceId: string }> {
  constructor(private readonly endings: Endings) {}

  async handle({ workspaceId }: { workspaceId: string }, tx: EntityManager): Promise<void> {
    await this.endings.end(tx, { workspaceId }, syncClosings.workspaceDeleted);
  }
}

/** Nothing is stored from the commit on; what was not sent waits on the devices until it is resumed. */
@Injectable()
export class CloseSuspendedWorkspace implements Listener<{ workspaceId: string; reason: string }> {
  constructor(private readonly endings: Endings) {}

  async handle({ workspaceId }: { workspaceId: string }, tx: EntityManager): Promise<void> {
    await this.endings.end(tx, { workspaceId }, syncClosings.suspended);
  }
}
