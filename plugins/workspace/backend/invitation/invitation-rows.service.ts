import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { Problem } from '@purser/kit/names';
import { DataSource, type EntityManager } from 'typeorm';
import { UserDirectory } from '../../../auth/backend/user/user-directory.service.js';
import { workspaceProblems } from '../../names.js';
import type { InvitationState, Role } from '../../records.js';
import { isId } from '../workspace/locked-workspace.js';
import type { WorkspaceOptions } from '../workspace.options.js';
import { hashOf } from './invitation-token.js';

export interface StoredInvitation {
  readonly id: string;
  readonly workspaceId: string;
  readonly email: string;
  readonly emailKey: string;
  readonly role: Role;
  readonly message: string | null;
  /** `expired` as soon as it has run out. */
  readonly state: InvitationState;
  readonly invitedBy: string;
  readonly sent: number;
  readonly sentAt: Date;
  readonly version: number;
  readonly expiresAt: Date;
  readonly answeredBy: string | null;
  /** The token that found it went out by mail, so who has it reads that mailbox. */
  readonly provesMailbox: boolean;
}

interface Hashes {
  readonly mailed: Buffer;
  readonly copied: Buffer;
}

export interface NewInvitation {
  readonly id: string;
  readonly workspaceId: string;
  readonly email: string;
  readonly role: Role;
  readonly message?: string;
  readonly mail: boolean;
  readonly invitedBy: string;
  readonly hashes: Hashes;
}

const DAY_MS = 86_400_000;

const GONE: Readonly<Record<Exclude<InvitationState, 'pending'>, Problem>> = {
  accepted: workspaceProblems.invitationUsed,
  declined: workspaceProblems.invitationUsed,
  revoked: workspaceProblems.invitationRevoked,
  expired: workspaceProblems.invitationExpired,
};

/** `$1` is now, `$2` the token's hash or null. */
const STORED = `SELECT id, workspace_id AS "workspaceId", email, email_key AS "emailKey", role, message,
    CASE WHEN state = 'pending' AND expires_at <= $1 THEN 'expired' ELSE state END AS state,
    invited_by AS "invitedBy", sent, sent_at AS "sentAt", version, expires_at AS "expiresAt", answered_by AS "answeredBy",
    coalesce(mailed AND token_hash = $2::bytea, false) AS "provesMailbox"
  FROM workspace_invitation`;

/** The table of invitations. Writers hold the workspace's row, so an invitation is answered once. */
@Injectable()
export class InvitationRows {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UserDirectory,
    private readonly clock: Clock,
    @Inject(optionsOf('workspace')) private readonly options: WorkspaceOptions,
  ) {}

  async find(workspaceId: string, id: string, tx: EntityManager = this.dataSource.manager): Promise<StoredInvitation> {
    const rows: StoredInvitation[] =
      isId(workspaceId) && isId(id)
        ? await tx.query(`${STORED} WHERE workspace_id = $3 AND id = $4`, [this.clock.now(), null, workspaceId, id])
        : [];
    const [row] = rows;
    if (!row) throw new Refusal(workspaceProblems.invitationNotFound);
    return row;
  }

  /** The caller holds the workspace's row. */
  async lock(tx: EntityManager, workspaceId: string, id: string): Promise<StoredInvitation> {
    return await this.find(workspaceId, id, tx);
  }

  /** By the token of the mail or of the copied link. */
  async byToken(token: string, tx: EntityManager = this.dataSource.manager): Promise<StoredInvitation> {
    const hash = hashOf(token);
    const [row]: StoredInvitation[] = await tx.query(`${STORED} WHERE token_hash = $2 OR link_hash = $2`, [
      this.clock.now(),
      hash,
    ]);
    if (!row) throw new Refusal(workspaceProblems.invitationNotFound);
    return row;
  }

  /** One that waits for the address of this account; somebody else's is not there. */
  async ownById(id: string, userId: string): Promise<StoredInvitation> {
    const [row]: StoredInvitation[] = await this.dataSource.query(
      `${STORED} WHERE id = $3 AND email_key = (SELECT email_key FROM auth_user WHERE id = $4)`,
      [this.clock.now(), null, id, userId],
    );
    if (!row) throw new Refusal(workspaceProblems.invitationNotFound);
    return row;
  }

  async insert(tx: EntityManager, invitation: NewInvitation): Promise<void> {
    const { id, workspaceId, email, role, message, mail, invitedBy, hashes } = invitation;
    const key = this.users.keyOf(email);
    const now = this.clock.now();
    await this.expire(tx, workspaceId, key);
    const inserted: unknown[] = await tx.query(
      `INSERT INTO workspace_invitation (id, workspace_id, email, email_key, role, message, token_hash, link_hash, mailed,
         invited_by, created_at, sent_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
       ON CONFLICT (workspace_id, email_key) WHERE state = 'pending' DO NOTHING RETURNING id`,
      [
        id,
        workspaceId,
        email,
        key,
        role,
        message || null,
        hashes.mailed,
        hashes.copied,
        mail,
        invitedBy,
        now,
        this.end(now),
      ],
    );
    if (inserted.length === 0) throw new Refusal(workspaceProblems.invitationPending);
  }

  async renew(tx: EntityManager, { id, workspaceId, emailKey }: StoredInvitation, hashes: Hashes): Promise<void> {
    const now = this.clock.now();
    await this.expire(tx, workspaceId, emailKey, id);
    await tx.query(
      `UPDATE workspace_invitation SET state = 'pending', answered_at = NULL, answered_by = NULL, token_hash = $2,
         link_hash = $3, mailed = true, sent = sent + 1, sent_at = $4, expires_at = $5, version = version + 1 WHERE id = $1`,
      [id, hashes.mailed, hashes.copied, now, this.end(now)],
    );
  }

  async answer(
    tx: EntityManager,
    { id }: StoredInvitation,
    state: 'declined' | 'revoked',
    answeredBy: string | null,
  ): Promise<void> {
    await tx.query(
      `UPDATE workspace_invitation SET state = $2, answered_at = $3, answered_by = $4, version = version + 1 WHERE id = $1`,
      [id, state, this.clock.now(), answeredBy],
    );
  }

  refuseAnswered({ state }: StoredInvitation, fine: readonly InvitationState[] = ['pending']): void {
    if (!fine.includes(state) && state !== 'pending') throw new Refusal(GONE[state]);
  }

  async isMember(tx: EntityManager, workspaceId: string, emailKey: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT 1 FROM workspace_membership m JOIN auth_user u ON u.id = m.user_id
       WHERE m.workspace_id = $1 AND u.email_key = $2`,
      [workspaceId, emailKey],
    );
    return rows.length > 0;
  }

  async waits(tx: EntityManager, workspaceId: string, emailKey: string, except?: string): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `SELECT 1 FROM workspace_invitation WHERE workspace_id = $1 AND email_key = $2 AND state = 'pending'
         AND expires_at > $3 AND ($4::uuid IS NULL OR id <> $4)`,
      [workspaceId, emailKey, this.clock.now(), except ?? null],
    );
    return rows.length > 0;
  }

  /** The person at this address, when there is one: their screens show what waits for them. */
  async accountsOf(tx: EntityManager, emailKey: string): Promise<string[]> {
    const rows: { id: string }[] = await tx.query('SELECT id FROM auth_user WHERE email_key = $1', [emailKey]);
    return rows.map(({ id }) => id);
  }

  /** Writes down what has run out, so that a new one finds its place free. */
  async expire(tx: EntityManager, workspaceId: string | null, emailKey: string | null, except?: string): Promise<void> {
    await tx.query(
      `UPDATE workspace_invitation SET state = 'expired', answered_at = expires_at, version = version + 1
       WHERE state = 'pending' AND expires_at <= $1 AND ($2::uuid IS NULL OR workspace_id = $2)
         AND ($3::text IS NULL OR email_key = $3) AND ($4::uuid IS NULL OR id <> $4)`,
      [this.clock.now(), workspaceId, emailKey, except ?? null],
    );
  }

  private end(now: Date): Date {
    return new Date(now.getTime() + this.options.invitationDays * DAY_MS);
  }
}
