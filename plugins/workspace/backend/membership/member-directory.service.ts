import { Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import { DataSource } from 'typeorm';
import { workspaceProblems } from '../../names.js';
import type { MemberPage, MemberRecord, Role } from '../../records.js';
import { isId } from '../workspace/locked-workspace.js';

interface MemberRow {
  readonly id: string;
  readonly user_id: string;
  readonly role: Role;
  readonly version: number;
  readonly created_at: Date;
  readonly name: string;
  readonly email: string;
}

interface PageRow extends MemberRow {
  readonly total: number;
}

const MEMBER = 'm.id, m.user_id, m.role, m.version, m.created_at, u.name, u.email';
const FROM = 'workspace_membership m JOIN auth_user u ON u.id = m.user_id';

const pageOfMembers: Statement = {
  name: 'workspace.page-of-members',
  text: `SELECT ${MEMBER}, w.member_count AS total FROM ${FROM} JOIN workspace w ON w.id = m.workspace_id
         WHERE m.workspace_id = $1 AND m.id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
         ORDER BY m.id LIMIT $3::integer`,
};

const oneMember: Statement = {
  name: 'workspace.one-member',
  text: `SELECT ${MEMBER} FROM ${FROM} WHERE m.workspace_id = $1 AND m.user_id = $2`,
};

/** Pages of a workspace's members, with what they are called: read in one way to the database and back. */
@Injectable()
export class MemberDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly statements: Statements,
  ) {}

  /** Keyset over the membership id, which sorts by when they joined: page 1,000 costs what page 1 costs. */
  async page(workspaceId: string, { after, limit }: { after?: string; limit: number }): Promise<MemberPage> {
    const rows = await this.statements.run<PageRow>(pageOfMembers, [workspaceId, after ?? null, limit + 1]);
    const shown = rows.slice(0, limit);
    return {
      members: shown.map(recordOf),
      total: rows[0]?.total ?? (await this.total(workspaceId)),
      next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    };
  }

  /** 404 `member_not_found` for who is none. */
  async one(workspaceId: string, userId: string): Promise<MemberRecord> {
    const [row] = isId(userId) ? await this.statements.run<MemberRow>(oneMember, [workspaceId, userId]) : [];
    if (!row) throw new Refusal(workspaceProblems.notAMember);
    return recordOf(row);
  }

  /** Of a page behind the last member. */
  private async total(workspaceId: string): Promise<number> {
    const [counted]: { total: number }[] = await this.dataSource.query(
      'SELECT member_count AS total FROM workspace WHERE id = $1',
      [workspaceId],
    );
    return counted?.total ?? 0;
  }
}

function recordOf({ user_id, name, email, role, version, created_at }: MemberRow): MemberRecord {
  return { userId: user_id, name, email, role, version, joinedAt: created_at.toISOString() };
}
