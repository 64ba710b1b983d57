import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import { workspaceProblems } from '../../names.js';
import type { InvitationPage, InvitationRecord, InvitationState, OwnInvitationRecord } from '../../records.js';
import { isId } from '../workspace/locked-workspace.js';

type Moments = 'createdAt' | 'sentAt' | 'expiresAt' | 'answeredAt';
type InvitationRow = Omit<InvitationRecord, Moments> & {
  createdAt: Date;
  sentAt: Date;
  expiresAt: Date;
  answeredAt: Date | null;
};

/** What has run out is expired, whether or not the job that writes it down has passed. `$1` is now. */
const STATE = `CASE WHEN i.state = 'pending' AND i.expires_at <= $1 THEN 'expired' ELSE i.state END`;
const INVITATIONS = `SELECT i.id, i.email, i.role, i.message, ${STATE} AS state, u.name AS "invitedBy", i.sent, i.version,
    i.created_at AS "createdAt", i.sent_at AS "sentAt", i.expires_at AS "expiresAt", i.answered_at AS "answeredAt"
  FROM workspace_invitation i JOIN auth_user u ON u.id = i.invited_by`;

interface Paging {
  readonly state?: InvitationState;
  readonly after?: string;
  readonly limit: number;
}

/** Invitations as people read them: those of a workspace, and those that wait for somebody. */
@Injectable()
export class InvitationDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Newest first; keyset over the id, which sorts by when they were made. */
  async page(workspaceId: string, { state, after, limit }: Paging): Promise<InvitationPage> {
    const rows: InvitationRow[] = await this.dataSource.query(
      `${INVITATIONS} WHERE i.workspace_id = $2 AND ($3::uuid IS NULL OR i.id < $3)
         AND ($4::text IS NULL OR ${STATE} = $4) ORDER BY i.id DESC LIMIT $5`,
      [this.clock.now(), workspaceId, after ?? null, state ?? null, limit + 1],
    );
    const shown = rows.slice(0, limit);
    return { invitations: shown.map(recordOf), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
  }

  async one(workspaceId: string, id: string): Promise<InvitationRecord> {
    const rows: InvitationRow[] =
      isId(workspaceId) && isId(id)
        ? await this.dataSource.query(`${INVITATIONS} WHERE i.workspace_id = $2 AND i.id = $3`, [
            this.clock.now(),
            workspaceId,
            id,
          ])
        : [];
    const [row] = rows;
    if (!row) throw new Refusal(workspaceProblems.invitationNotFound);
    return recordOf(row);
  }

  /** Of workspaces that are there, for the address of this account. */
  async waitingFor(userId: string): Promise<OwnInvitationRecord[]> {
    const rows: (Omit<OwnInvitationRecord, 'createdAt' | 'expiresAt'> & { createdAt: Date; expiresAt: Date })[] =
      await this.dataSource.query(
        `SELECT i.id, i.workspace_id AS "workspaceId", w.name AS "workspaceName", i.role, u.name AS "invitedBy", i.message,
                i.created_at AS "createdAt", i.expires_at AS "expiresAt"
         FROM workspace_invitation i JOIN workspace w ON w.id = i.workspace_id JOIN auth_user u ON u.id = i.invited_by
         WHERE i.email_key = (SELECT email_key FROM auth_user WHERE id = $1)
           AND i.state = 'pending' AND i.expires_at > $2 AND w.deleted_at IS NULL ORDER BY i.id`,
        [userId, this.clock.now()],
      );
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
    }));
  }
}

function recordOf(row: InvitationRow): InvitationRecord {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}
