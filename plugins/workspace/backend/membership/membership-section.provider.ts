import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MeSections } from '../../../auth/backend/session/me-sections.service.js';

/** `GET /api/auth/me` lists the caller's memberships, without auth knowing of workspaces. */
@Injectable()
export class MembershipSectionProvider implements OnModuleInit {
  constructor(private readonly sections: MeSections) {}

  onModuleInit(): void {
    this.sections.register(
      'memberships',
      `SELECT coalesce(json_agg(json_build_object('workspaceId', w.id, 'name', w.name, 'role', m.role)
           ORDER BY w.name_key, w.id), '[]')
         FROM workspace_membership m JOIN workspace w ON w.id = m.workspace_id
         WHERE m.user_id = s.user_id AND w.deleted_at IS NULL`,
    );
  }
}
