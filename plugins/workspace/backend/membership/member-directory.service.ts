import { Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { DataSource } from 'typeorm';
import { UserDirectory } from '../../../auth/backend/user/user-directory.service.js';
import { workspaceProblems } from '../../names.js';
import type { MemberPage, MemberRecord, Role } from '../../records.js';
import { isId } from '../workspace/locked-workspace.js';

interface MemberRow {
  readonly id: string;
  readonly user_id: string;
  readonly role: Role;
  readonly version: number;
  readonly created_at: Date;
}

/** Pages of a workspace's members; what they are called is auth's to say. */
@Injectable()
export class MemberDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly users: UserDirectory,
  ) {}

  /** Keyset over the membership id, which sorts by when they joined: page 1,000 costs what page 1 costs. */
  async page(workspaceId: string, { after, limit }: { after?: string; limit: number }): Promise<MemberPage> {
    const rows: MemberRow[] = await this.dataSource.query(
      `SELECT id, user_id, role, version, created_at FROM workspace_membership
       WHERE workspace_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
      [workspaceId, after ?? null, limit + 1],
    );
    const [{ total } = { total: 0 }]: { total: number }[] = await this.dataSource.query(
      'SELECT member_count AS total FROM workspace WHERE id = $1',
      [workspaceId],
    );
    const shown = rows.slice(0, limit);
    return {
      members: await this.records(shown),
      total,
      next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  }

  /** 404 `member_not_found` for who is none. */
  async one(workspaceId: string, userId: string): Promise<MemberRecord> {
    const rows: MemberRow[] = isId(userId)
      ? await this.dataSource.query(
          `SELECT id, user_id, role, version, created_at FROM workspace_membership
           WHERE workspace_id = $1 AND user_id = $2`,
          [workspaceId, userId],
        )
      : [];
    const [record] = await this.records(rows);
    if (!record) throw new Refusal(workspaceProblems.notAMember);
    return record;
  }

  private async records(rows: readonly MemberRow[]): Promise<MemberRecord[]> {
    const people = await this.users.find(rows.map((row) => row.user_id));
    return rows.map((row) => ({
      userId: row.user_id,
      name: people.get(row.user_id)?.name ?? '',
      email: people.get(row.user_id)?.email ?? '',
      role: row.role,
      version: row.version,
      joinedAt: row.created_at.toISOString(),
    }));
  }
}
