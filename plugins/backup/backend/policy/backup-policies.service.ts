import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { OperatorCaller, Origin } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { Refusal } from '@purser/kit/backend/errors';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import { houseProblems } from '@purser/kit/problems';
import { DataSource, type EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { backupAudit, backupProblems } from '../../names.js';
import type { PolicyFields } from '../../records.js';
import type { BackupOptions } from '../backup.options.js';
import { BackupTargets } from '../target/backup-targets.service.js';
import { type BackupPolicy, POLICY_COLUMNS } from './backup-policy.js';
import { defaultPolicies, frequently } from './default-policies.js';
import { nextSlots, scheduleFault } from './slots.js';

interface Writer {
  readonly by: OperatorCaller;
  readonly origin: Origin;
}

/** What is backed up by itself, when, where to, and for how long it is kept. */
@Injectable()
export class BackupPolicies implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
    private readonly targets: BackupTargets,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('backup')) private readonly options: BackupOptions,
  ) {}

  /** The shipped ones, once: what operators made of them stays. */
  async onApplicationBootstrap(): Promise<void> {
    const kind = this.options.schedule ?? (this.settings.mode === 'production' ? 'production' : 'off');
    await this.insert(this.dataSource.manager, defaultPolicies[kind], 'nightly');
    await this.insert(this.dataSource.manager, { ...frequently, enabled: kind === 'production' }, 'changes');
  }

  async enabled(): Promise<BackupPolicy[]> {
    return await this.dataSource.query(`SELECT ${POLICY_COLUMNS} FROM backup_policy WHERE enabled ORDER BY id`);
  }

  async get(id: string): Promise<BackupPolicy | null> {
    const [policy]: BackupPolicy[] = await this.dataSource.query(
      `SELECT ${POLICY_COLUMNS} FROM backup_policy WHERE id = $1`,
      [id],
    );
    return policy ?? null;
  }

  /** The next five moments, from the database's now. Refuses with `invalid_request`. */
  async preview(cron: string, zone: string, kind: BackupPolicy['kind']): Promise<{ next: string[] }> {
    this.refuseFaulty(cron, zone, kind);
    const [{ now }]: [{ now: Date }] = await this.dataSource.query('SELECT clock_timestamp() AS now');
    return { next: nextSlots(cron, zone, now, 5).map((slot) => slot.toISOString()) };
  }

  /** Refuses with `invalid_request`, `policy_name_taken`, `target_unknown`. */
  async create(fields: PolicyFields, { by, origin }: Writer): Promise<string> {
    this.check(fields, fields.kind);
    return await this.dataSource.transaction(async (tx) => {
      const id = await this.insert(tx, fields, null);
      if (id === null) throw new Refusal(backupProblems.policyNameTaken);
      const on = { type: 'backup-policy', id };
      await this.audit.record(tx, { what: backupAudit.policyCreated, by, on, origin, after: { ...fields } });
      return id;
    });
  }

  /** A changed schedule begins anew: it makes up for no slot before now. Refuses as `create` does, and with `stale`. */
  async change(id: string, version: number, fields: PolicyFields, { by, origin }: Writer): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      const [before]: BackupPolicy[] = await tx.query(
        `SELECT ${POLICY_COLUMNS} FROM backup_policy WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (!before) throw new Refusal(backupProblems.policyNotFound);
      if (before.version !== version) throw new Refusal(backupProblems.policyChanged);
      this.check(fields, before.kind);
      await this.refuseTakenName(tx, fields.name, id);
      const begins =
        before.cron !== fields.cron || before.zone !== fields.zone || (fields.enabled && !before.enabled)
          ? 'clock_timestamp()'
          : 'since';
      await tx.query(
        `UPDATE backup_policy SET name = $2, enabled = $3, cron = $4, zone = $5, targets = $6, keep_hours = $7, keep_days = $8,
                keep_weeks = $9, keep_months = $10, drill_workspaces = $11, drill_everything_on = $12, stale_hours = $13,
                since = ${begins}, alarmed_at = NULL, version = version + 1, updated_at = clock_timestamp() WHERE id = $1`,
        [id, ...valuesOf(fields)],
      );
      const on = { type: 'backup-policy', id };
      const after = { ...fields };
      await this.audit.record(tx, { what: backupAudit.policyChanged, by, on, origin, before: { ...before }, after });
    });
  }

  private check({ cron, zone, targets }: PolicyFields, kind: BackupPolicy['kind']): void {
    this.refuseFaulty(cron, zone, kind);
    for (const name of targets) this.targets.get(name);
  }

  private refuseFaulty(cron: string, zone: string, kind: BackupPolicy['kind']): void {
    const fault = scheduleFault(cron, zone, kind);
    if (fault) throw new Refusal(houseProblems.invalidRequest, { errors: { [fault.field]: fault.sentence } });
  }

  private async refuseTakenName(tx: EntityManager, name: string, except: string): Promise<void> {
    const taken: unknown[] = await tx.query('SELECT FROM backup_policy WHERE lower(name) = lower($1) AND id <> $2', [
      name,
      except,
    ]);
    if (taken.length > 0) throw new Refusal(backupProblems.policyNameTaken);
  }

  /** Null when there is one of that name, or of that seed, already. */
  private async insert(tx: EntityManager, fields: PolicyFields, seed: string | null): Promise<string | null> {
    const [row]: { id: string }[] = await tx.query(
      `INSERT INTO backup_policy (id, name, enabled, cron, zone, targets, keep_hours, keep_days, keep_weeks, keep_months,
              drill_workspaces, drill_everything_on, stale_hours, seed, kind)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING RETURNING id`,
      [uuidv7(), ...valuesOf(fields), seed, fields.kind],
    );
    return row?.id ?? null;
  }
}

function valuesOf(fields: PolicyFields): unknown[] {
  return [
    fields.name,
    fields.enabled,
    fields.cron,
    fields.zone,
    fields.targets,
    fields.keepHours,
    fields.keepDays,
    fields.keepWeeks,
    fields.keepMonths,
    fields.drillWorkspaces,
    fields.drillEverythingOn,
    fields.staleHours,
  ];
}
