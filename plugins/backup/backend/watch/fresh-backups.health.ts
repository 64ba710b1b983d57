import { Injectable } from '@nestjs/common';
import type { HealthCheck, HealthReport } from '@purser/kit/backend/health';
import { DataSource } from 'typeorm';

/** Whether every policy that is on has a fresh backup. Balancers ask `/health/ready`, which this is no part of. */
@Injectable()
export class FreshBackups implements HealthCheck {
  readonly name = 'fresh';

  constructor(private readonly dataSource: DataSource) {}

  async check(): Promise<HealthReport> {
    const policies: { name: string; stale: boolean; hours: number | null }[] = await this.dataSource.query(
      `SELECT name, greatest(last, since) < clock_timestamp() - stale_hours * interval '1 hour' AS stale,
              floor(extract(epoch FROM clock_timestamp() - last) / 3600)::integer AS hours
         FROM (SELECT p.*, (SELECT max(r.snapshot_at) FROM backup_run r WHERE r.policy_id = p.id
                AND r.uploaded_at IS NOT NULL AND r.state NOT IN ('failed', 'corrupt')) AS last
                 FROM backup_policy p WHERE p.enabled) q ORDER BY name`,
    );
    if (policies.length === 0) return { ok: true, detail: 'no policy is on' };
    const words = policies.map(({ name, hours }) => `${name}: ${hours === null ? 'none yet' : `${hours} h old`}`);
    return { ok: !policies.some(({ stale }) => stale), detail: words.join('; ') };
  }
}
