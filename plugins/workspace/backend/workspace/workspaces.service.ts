import { Inject, Injectable } from '@nestjs/common';
import type { Origin } from '@purser/kit/backend/access';
import type { AuditEntry } from '@purser/kit/backend/audit';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { optionsOf } from '@purser/kit/backend/plugin';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import type { WorkspaceRecord } from '../../records.js';
import { WorkspaceChanges } from '../change/workspace-changes.service.js';
import { workspaceCreated, workspaceRenamed } from '../events.js';
import { Memberships } from '../membership/memberships.service.js';
import { tellingCurrent, transact } from '../transact.js';
import type { WorkspaceOptions } from '../workspace.options.js';
import { lockFor } from './locked-workspace.js';
import { nameKey } from './workspace-name.js';
import { WorkspaceQuota } from './workspace-quota.service.js';

type Moments = 'createdAt' | 'updatedAt' | 'suspendedAt';

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
    private readonly quota: WorkspaceQuota,
    private readonly changes: WorkspaceChanges,
    @Inject(optionsOf('workspace')) private readonly options: WorkspaceOptions,
  ) {}

  /** Workspace, owner, audit and what its listeners write: all of it or nothing. Answers its id. */
  async create(tx: EntityManager, { name, ownerId, by, origin }: NewWorkspace): Promise<string> {
    await this.quota.claimPlace(tx, ownerId);
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
    await this.changes.tell(tx, { workspaceId: id, kind: 'workspace', id, version: 1, people: [ownerId] });
    return id;
  }

  /** Refuses with `stale` (and the current record), `name_taken`, `forbidden`, `workspace_suspended`. */
  async rename({ workspaceId, name, version, by, origin }: Rename): Promise<WorkspaceRecord> {
    await tellingCurrent(
      () => transact(this.dataSource, (tx) => this.renameIn(tx, { workspaceId, name, version, by, origin })),
      () => this.seenBy(by.userId, workspaceId),
    );
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

  private async renameIn(tx: EntityManager, { workspaceId, name, version, by, origin }: Rename): Promise<void> {
    const current = await lockFor(tx, workspaceId, by.userId, 'rename');
    if (current.version !== version) throw new Refusal(houseProblems.stale);
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
    await this.changes.tell(tx, { workspaceId, kind: 'workspace', id: workspaceId, version: version + 1 });
  }

  private async records(tx: EntityManager, userId: string, workspaceId: string | null): Promise<WorkspaceRecord[]> {
    const rows: (Omit<WorkspaceRecord, Moments> & { createdAt: Date; updatedAt: Date; suspendedAt: Date | null })[] =
      await tx.query(
        `SELECT w.id, w.name, m.role, w.version, w.member_count AS members, w.seat_limit AS "seatLimit",
                w.suspended_at AS "suspendedAt", w.created_at AS "createdAt", w.updated_at AS "updatedAt"
         FROM workspace_membership m JOIN workspace w ON w.id = m.workspace_id
         WHERE m.user_id = $1 AND ($2::uuid IS NULL OR w.id = $2) AND w.deleted_at IS NULL
         ORDER BY w.name_key, w.id`,
        [userId, workspaceId],
      );
    return rows.map((row) => ({
      ...row,
      suspendedAt: row.suspendedAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    }));
  }
}

function nameTaken(): Refusal {
  return new Refusal(workspaceProblems.nameTaken, { errors: { name: workspaceProblems.nameTaken.message } });
}
