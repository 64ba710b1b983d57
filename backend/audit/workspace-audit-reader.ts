import { Injectable } from '@nestjs/common';
import { type AuditLine, type AuditQuery, AuditReader } from '@purser/kit/backend/audit';
import { DataSource } from 'typeorm';

/** Keyset over (at, id) on the index of the workspace's entries. */
@Injectable()
export class WorkspaceAuditReader extends AuditReader {
  constructor(private readonly dataSource: DataSource) {
    super();
  }

  async ofWorkspace({ workspaceId, what, actorId, from, to, after, limit }: AuditQuery): Promise<AuditLine[]> {
    const values: unknown[] = [workspaceId];
    const conditions = ['workspace_id = $1'];
    const and = (condition: (place: string) => string, value: unknown) =>
      conditions.push(condition(`$${values.push(value)}`));
    // One by itself, since an index gives no order to several.
    if (what?.length === 1) and((place) => `what = ${place}`, what[0]);
    else if (what) and((place) => `what = ANY (${place}::text[])`, what);
    if (actorId) and((place) => `actor_id = ${place}`, actorId);
    if (from) and((place) => `at >= ${place}`, from);
    if (to) and((place) => `at < ${place}`, to);
    if (after) {
      const at = `$${values.push(after.at)}`;
      and((place) => `(at, id) < (${at}::timestamptz, ${place}::uuid)`, after.id);
    }
    return await this.dataSource.query(
      `SELECT id, at, what, actor_kind AS "actorKind", actor_id AS "actorId", subject_type AS "subjectType",
              subject_id AS "subjectId", entry::jsonb -> 'before' AS before, entry::jsonb -> 'after' AS after
       FROM house_audit WHERE ${conditions.join(' AND ')} ORDER BY at DESC, id DESC LIMIT $${values.push(limit)}`,
      values,
    );
  }
}
