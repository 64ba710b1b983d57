import { Inject, Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import type { AuditEntry } from '@purser/kit/backend/audit';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { optionsOf } from '@purser/kit/backend/plugin';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import type { WorkspaceRecord } from '../../records.js';
import { workspaceCreated, workspaceRenamed } from '../events.js';
import { Memberships } from '../membership/memberships.service.js';
import type { WorkspaceOptions } from '../workspace.options.js';
import { nameKey } from './workspace-name.js';

export interface NewWorkspace {
  readonly name: string;
  readonly ownerId: string;
  readonly by: AuditEntry['by'];
  readonly origin?: Origin;
}

export interface Rename {
  readonly workspaceId: string;
  readonly name: string;
  /** The version the caller has seen. */
  readonly version: number;
  readonly by: AuditEntry['by'] & { userId: string };
  readonly origin?: Origin;
}

@Injectable()
export class Workspaces {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly audit: AuditTrail,
    private readonly events: Events,
    private readonly memberships: Memberships,
    @Inject(optionsOf('workspace')) private readonly options: WorkspaceOptions,
  ) {}

  /** Workspace, owner, audit and what its listeners write: all of it or nothing. Answers its id. */
  async create(tx: EntityManager, { name, ownerId, by, origin }: NewWorkspace): Promise<string> {
    await this.claimPlace(tx, ownerId);
    const id = uuidv7();
    const now = this.clock.now();
    const inserted: unknown[] = await tx.query(
      `INSERT INTO workspace (id, name, name_key, owner_id, seat_limit, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $6)
       ON CONFLICT (owner_id, name_key) WHERE deleted_at IS NULL DO NOTHING RETURNING id`,
      [id, name, nameKey(name), ownerId, this.options.seatsPerWorkspace, now],
    );
    if (inserted.length === 0) throw nameTaken();
    await tx.query(
      `INSERT INTO workspace_membership (id, workspace_id, user_id, role, created_at, updated_at)
       VALUES ($1, $2, $3, 'owner', $4, $4)`,
      [uuidv7(), id, ownerId, now],
    );
    await this.audit.record(tx, {
      what: workspaceAudit.created,
      by,
      on: { type: 'workspace', id },
      workspaceId: id,
      origin,
      after: { name, ownerId },
    });
    await this.events.publish(tx, workspaceCreated, { workspaceId: id, name, ownerId });
    return id;
  }

  /** Refuses with `stale` (and the current record), `name_taken`, `forbidden`. */
  async rename({ workspaceId, name, version, by, origin }: Rename): Promise<WorkspaceRecord> {
    await this.memberships.require(workspaceId, by.userId, 'rename');
    await this.dataSource
      .transaction(async (tx) => {
        const [current]: { name: string; version: number }[] = await tx.query(
          'SELECT name, version FROM workspace WHERE id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE',
          [workspaceId],
        );
        if (!current) throw new Refusal(workspaceProblems.notFound);
        if (current.version !== version) {
          throw new Refusal(houseProblems.stale, { extra: { current: await this.seenBy(by.userId, workspaceId, tx) } });
        }
        await tx.query(
          'UPDATE workspace SET name = $2, name_key = $3, version = version + 1, updated_at = $4 WHERE id = $1',
          [workspaceId, name, nameKey(name), this.clock.now()],
        );
        await this.audit.record(tx, {
          what: workspaceAudit.renamed,
          by,
          on: { type: 'workspace', id: workspaceId },
          workspaceId,
          origin,
          before: { name: current.name },
          after: { name },
        });
        await this.events.publish(tx, workspaceRenamed, { workspaceId, name });
      })
      .catch((error: unknown) => {
        throw breaksUniqueName(error) ? nameTaken() : error;
      });
    return await this.seenBy(by.userId, workspaceId);
  }

  /** All the person belongs to, by name. */
  async listFor(userId: string): Promise<WorkspaceRecord[]> {
    return await this.records(this.dataSource.manager, userId, null);
  }

  /** 404 for strangers, as for a workspace that is not there. */
  async seenBy(
    userId: string,
    workspaceId: string,
    tx: EntityManager = this.dataSource.manager,
  ): Promise<WorkspaceRecord> {
    await this.memberships.require(workspaceId, userId, 'see', tx);
    const [record] = await this.records(tx, userId, workspaceId);
    if (!record) throw new Refusal(workspaceProblems.notFound);
    return record;
  }

  /** The account it counts against; null when it is deleted or was never there. */
  async ownerOf(workspaceId: string, tx: EntityManager = this.dataSource.manager): Promise<string | null> {
    const [row]: { owner_id: string }[] = await tx.query(
      'SELECT owner_id FROM workspace WHERE id = $1 AND deleted_at IS NULL',
      [workspaceId],
    );
    return row?.owner_id ?? null;
  }

  /** Holds the owner's row to the end of the transaction, so that twenty requests at once count one after another. */
  private async claimPlace(tx: EntityManager, ownerId: string): Promise<void> {
    const [quota]: { workspaces: number | null }[] = await tx.query(
      `INSERT INTO workspace_quota (owner_id) VALUES ($1)
       ON CONFLICT (owner_id) DO UPDATE SET owner_id = excluded.owner_id RETURNING workspaces`,
      [ownerId],
    );
    const [{ owned } = { owned: 0 }]: { owned: number }[] = await tx.query(
      'SELECT count(*)::integer AS owned FROM workspace WHERE owner_id = $1 AND deleted_at IS NULL',
      [ownerId],
    );
    if (owned >= (quota?.workspaces ?? this.options.workspacesPerOwner)) {
      throw new Refusal(workspaceProblems.workspaceLimit);
    }
  }

  private async records(tx: EntityManager, userId: string, workspaceId: string | null): Promise<WorkspaceRecord[]> {
    const rows: (Omit<WorkspaceRecord, 'createdAt' | 'updatedAt'> & { createdAt: Date; updatedAt: Date })[] =
      await tx.query(
        `SELECT w.id, w.name, m.role, w.version, w.member_count AS members,
                w.created_at AS "createdAt", w.updated_at AS "updatedAt"
         FROM workspace_membership m JOIN workspace w ON w.id = m.workspace_id
         WHERE m.user_id = $1 AND ($2::uuid IS NULL OR w.id = $2) AND w.deleted_at IS NULL
         ORDER BY w.name_key, w.id`,
        [userId, workspaceId],
      );
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    }));
  }
}

function nameTaken(): Refusal {
  return new Refusal(workspaceProblems.nameTaken, { errors: { name: workspaceProblems.nameTaken.message } });
}

function breaksUniqueName(error: unknown): boolean {
  return (
    error instanceof QueryFailedError &&
    (error.driverError as { constraint?: string }).constraint === 'workspace_name_per_owner'
  );
}
