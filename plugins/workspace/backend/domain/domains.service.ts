import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CustomerCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import type { WorkspaceAuditName } from '@purser/kit/names';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { workspaceAudit, workspaceProblems } from '../../names.js';
import { type DomainRecord, domainName } from '../../records-domains.js';
import { Memberships } from '../membership/memberships.service.js';
import { transact } from '../transact.js';
import { isId, lockFor } from '../workspace/locked-workspace.js';
import { DomainRecords } from './domain-records.js';
import { isMailProvider } from './mail-providers.js';

/** Domains that one workspace may name. */
const MOST = 10;
const COLUMNS = 'id, domain, challenge, verified_at, created_at';

interface DomainRow {
  readonly id: string;
  readonly domain: string;
  readonly challenge: string;
  readonly verified_at: Date | null;
  readonly created_at: Date;
}

/** Who does what to the domains of which workspace. */
export interface DomainAct {
  readonly workspaceId: string;
  readonly by: CustomerCaller;
  readonly origin: Origin;
}

/** The domains whose people may join a workspace: owners name them, and DNS says whose they are. */
@Injectable()
export class Domains {
  constructor(
    private readonly dataSource: DataSource,
    private readonly memberships: Memberships,
    private readonly records: DomainRecords,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(workspaceId: string, userId: string): Promise<DomainRecord[]> {
    await this.memberships.require(workspaceId, userId, 'manageDomains');
    const rows: DomainRow[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM workspace_domain WHERE workspace_id = $1 ORDER BY domain`,
      [workspaceId],
    );
    return rows.map(recordOf);
  }

  /** Refuses with `mail_provider_domain`, `domain_known`, `domain_limit`. Nobody can join by it before it is proven. */
  async name(written: string, act: DomainAct): Promise<DomainRecord> {
    return await transact(this.dataSource, async (tx) => {
      const { workspaceId, by } = act;
      await lockFor(tx, workspaceId, by.userId, 'manageDomains');
      const domain = readDomain(written);
      if (isMailProvider(domain)) throw new Refusal(workspaceProblems.mailProviderDomain);
      const rows: DomainRow[] = await tx.query(
        `INSERT INTO workspace_domain (id, workspace_id, domain, challenge, created_at, created_by)
         SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM workspace_domain WHERE workspace_id = $2) < ${MOST}
         RETURNING ${COLUMNS}`,
        [uuidv7(), workspaceId, domain, randomBytes(24).toString('base64url'), this.clock.now(), by.userId],
      );
      const [row] = rows;
      if (!row) throw new Refusal(workspaceProblems.domainLimit);
      await this.note(tx, workspaceAudit.domainNamed, row, act);
      return recordOf(row);
    });
  }

  /**
   * Looks for the record. Refuses with `domain_unproven` while it is not there, `domain_taken` when another workspace
   * proved it first. A domain that is proven stays so.
   */
  async verify(id: string, act: DomainAct): Promise<DomainRecord> {
    const { workspaceId, by } = act;
    await this.memberships.require(workspaceId, by.userId, 'manageDomains');
    const seen = await this.find(this.dataSource.manager, workspaceId, id);
    // Outside of the transaction: a name server may take its time, and the workspace goes on meanwhile.
    const proven = seen.verified_at !== null || (await this.isPublished(seen));
    if (!proven) throw new Refusal(workspaceProblems.domainUnproven);
    return await transact(this.dataSource, async (tx) => {
      await lockFor(tx, workspaceId, by.userId, 'manageDomains');
      const row = await this.find(tx, workspaceId, id);
      if (row.verified_at) return recordOf(row);
      const verified_at = this.clock.now();
      await tx.query('UPDATE workspace_domain SET verified_at = $2 WHERE id = $1', [id, verified_at]);
      await this.note(tx, workspaceAudit.domainProven, row, act);
      return recordOf({ ...row, verified_at });
    });
  }

  /** Who joined by it stays. */
  async remove(id: string, act: DomainAct): Promise<void> {
    await transact(this.dataSource, async (tx) => {
      await lockFor(tx, act.workspaceId, act.by.userId, 'manageDomains');
      const row = await this.find(tx, act.workspaceId, id);
      await tx.query('DELETE FROM workspace_domain WHERE id = $1', [id]);
      await this.note(tx, workspaceAudit.domainRemoved, row, act);
    });
  }

  private async isPublished(row: DomainRow): Promise<boolean> {
    const { recordName, recordValue } = recordOf(row);
    const texts = await this.records.textsAt(recordName);
    return texts.some((text) => text.trim() === recordValue);
  }

  private async find(tx: EntityManager, workspaceId: string, id: string): Promise<DomainRow> {
    const [row]: DomainRow[] = isId(id)
      ? await tx.query(`SELECT ${COLUMNS} FROM workspace_domain WHERE workspace_id = $1 AND id = $2`, [workspaceId, id])
      : [];
    if (!row) throw new Refusal(workspaceProblems.domainNotFound);
    return row;
  }

  private async note(
    tx: EntityManager,
    what: WorkspaceAuditName,
    { domain }: DomainRow,
    { workspaceId, by, origin }: DomainAct,
  ): Promise<void> {
    const on = { type: 'workspace', id: workspaceId };
    await this.audit.record(tx, { what, by, on, workspaceId, origin, after: { domain } });
  }
}

function readDomain(written: string): string {
  const read = domainName.safeParse(written);
  if (read.success) return read.data;
  throw new Refusal(houseProblems.invalidRequest, { errors: { domain: read.error.issues[0]?.message ?? '' } });
}

function recordOf({ id, domain, challenge, verified_at, created_at }: DomainRow): DomainRecord {
  return {
    id,
    domain,
    recordName: `_purser.${domain}`,
    recordValue: `purser-domain=${challenge}`,
    verifiedAt: verified_at?.toISOString() ?? null,
    createdAt: created_at.toISOString(),
  };
}
