import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MeSections } from '../../../auth/backend/session/me-sections.service.js';
import { Memberships } from './memberships.service.js';

/** `GET /api/auth/me` lists the caller's memberships, without auth knowing of workspaces. */
@Injectable()
export class MembershipSectionProvider implements OnModuleInit {
  constructor(
    private readonly sections: MeSections,
    private readonly memberships: Memberships,
  ) {}

  onModuleInit(): void {
    this.sections.register('memberships', (userId) => this.memberships.workspacesOf(userId));
  }
}
