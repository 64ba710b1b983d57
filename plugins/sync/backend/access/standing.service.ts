import { Injectable } from '@nestjs/common';
import { SessionGate } from '../../../auth/backend/session/session-gate.service.js';
import { Memberships } from '../../../workspace/backend/membership/memberships.service.js';
import { roleTable } from '../../../workspace/records.js';
import { type SyncClosing, sessionEndedClosing, syncClosings } from '../../names.js';

export interface Person {
  readonly userId: string;
  readonly sessionId: string;
  readonly workspaceId: string;
}

export type Standing =
  | { readonly good: true; readonly role: string; readonly readOnly: boolean }
  | { readonly good: false; readonly closing: SyncClosing };

export function readsOnly(role: string): boolean {
  return !roleTable.write.some((writer) => writer === role);
}

/** What somebody may do now: their session, and their role in the workspace. Looked up, never taken from a token. */
@Injectable()
export class Standings {
  constructor(
    private readonly sessions: SessionGate,
    private readonly memberships: Memberships,
  ) {}

  async of({ userId, sessionId, workspaceId }: Person): Promise<Standing> {
    const [reason, member] = await Promise.all([
      this.sessions.reasonEnded(sessionId),
      this.memberships.standingOf(workspaceId, userId),
    ]);
    if (reason !== null) return { good: false, closing: sessionEndedClosing(reason) };
    if (member === null) return { good: false, closing: syncClosings.removed };
    if (member.suspended) return { good: false, closing: syncClosings.suspended };
    const { role } = member;
    return { good: true, role, readOnly: readsOnly(role) };
  }
}
