import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { Requires } from '@purser/kit/backend/access';
import { type ListDefinition, type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { workspacePermissions } from '../../names.js';

const workspacesList: ListDefinition = {
  resource: 'workspaces',
  from: 'workspace w JOIN auth_user u ON u.id = w.owner_id',
  columns: {
    id: { sql: 'w.id', kind: 'uuid', filter: true },
    name: { sql: 'w.name', kind: 'text', filter: true, sort: true },
    ownerId: { sql: 'w.owner_id', kind: 'uuid', filter: true },
    ownerEmail: { sql: 'u.email', kind: 'text', filter: true, sort: true },
    ownerName: { sql: 'u.name', kind: 'text', sort: true },
    members: { sql: 'w.member_count', kind: 'number', filter: true, sort: true },
    owners: { sql: 'w.owner_count', kind: 'number', filter: true, sort: true },
    seatLimit: { sql: 'w.seat_limit', kind: 'number', filter: true, sort: true },
    version: { sql: 'w.version', kind: 'number' },
    createdAt: { sql: 'w.created_at', kind: 'date', filter: true, sort: true },
    updatedAt: { sql: 'w.updated_at', kind: 'date', filter: true, sort: true },
    deletedAt: { sql: 'w.deleted_at', kind: 'date', filter: true, sort: true },
  },
  search: ['w.name', 'u.email', 'u.name'],
  defaultSort: ['createdAt', 'DESC'],
  estimateFrom: 'workspace',
};

@Controller('console/workspaces')
export class WorkspacesConsoleController {
  constructor(private readonly lists: Lists) {}

  @Get()
  @Requires(workspacePermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(workspacesList, query, response);
  }

  @Get(':id')
  @Requires(workspacePermissions.read)
  show(@Param('id') id: string) {
    return this.lists.one(workspacesList, id);
  }
}
