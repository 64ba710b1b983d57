import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { DataSource } from 'typeorm';
import { MeSections } from '../../../auth/backend/session/me-sections.service.js';
import { Memberships } from '../membership/memberships.service.js';

/** Where a person worked last, on whichever device; `GET /api/auth/me` tells it as `lastWorkspaceId`. */
@Injectable()
export class LastUsedWorkspace implements OnModuleInit {
  constructor(
    private readonly sections: MeSections,
    private readonly dataSource: DataSource,
    private readonly memberships: Memberships,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    // Null when they never did, or do not belong there any more.
    this.sections.register(
      'lastWorkspaceId',
      `SELECT w.id FROM workspace_last_used l
         JOIN workspace_membership m ON m.workspace_id = l.workspace_id AND m.user_id = l.user_id
         JOIN workspace w ON w.id = l.workspace_id
       WHERE l.user_id = s.user_id AND w.deleted_at IS NULL`,
    );
  }

  async remember(userId: string, workspaceId: string): Promise<void> {
    await this.memberships.require(workspaceId, userId);
    await this.dataSource.query(
      `INSERT INTO workspace_last_used (user_id, workspace_id, at) VALUES ($1, $2, $3)
       ON CONFLICT (user_id) DO UPDATE SET workspace_id = excluded.workspace_id, at = excluded.at
       WHERE workspace_last_used.at <= excluded.at`,
      [userId, workspaceId, this.clock.now()],
    );
  }
}
