import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { AuditTrail } from '@purser/kit/backend/audit';
import { type ListDefinition, type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { syncAudit, syncClosings, syncPermissions } from '../../names.js';
import { type EndConnectionRequest, endConnectionRequest } from '../../records.js';
import { DEAD_AFTER } from './connection-registry.service.js';
import { TROUBLE } from './connection-states.js';
import { Endings } from './endings.service.js';

const connectionsList: ListDefinition = {
  resource: 'connections',
  from: `sync_connection c
    JOIN sync_process p ON p.id = c.process_id
    JOIN sync_store_log l ON l.store_id = c.store_id
    LEFT JOIN auth_user u ON u.id = c.user_id`,
  columns: {
    id: { sql: 'c.id', kind: 'uuid', filter: true },
    storeId: { sql: 'c.store_id', kind: 'text', filter: true, sort: true },
    workspaceId: { sql: 'c.workspace_id', kind: 'uuid', filter: true },
    userId: { sql: 'c.user_id', kind: 'uuid', filter: true },
    sessionId: { sql: 'c.session_id', kind: 'uuid', filter: true },
    email: { sql: 'u.email', kind: 'text', filter: true, sort: true },
    name: { sql: 'u.name', kind: 'text', sort: true },
    role: { sql: 'c.role', kind: 'text', filter: true, sort: true },
    readOnly: { sql: 'c.read_only', kind: 'boolean', filter: true },
    kind: { sql: 'c.kind', kind: 'text', filter: true },
    agent: { sql: 'c.agent', kind: 'text' },
    processId: { sql: 'c.process_id', kind: 'uuid', filter: true },
    connectedAt: { sql: 'c.connected_at', kind: 'date', filter: true, sort: true },
    headSent: { sql: 'c.head_sent', kind: 'number', sort: true },
    headAcked: { sql: 'c.head_acked', kind: 'number', sort: true },
    lag: { sql: 'greatest(l.head - c.head_acked, 0)', kind: 'number', filter: true, sort: true },
    trouble: { sql: TROUBLE, kind: 'text', filter: true },
    refused: { sql: 'c.refused', kind: 'number' },
    waitingSince: { sql: 'c.waiting_since', kind: 'date' },
  },
  search: ['email', 'name', 'storeId'],
  defaultSort: ['connectedAt', 'DESC'],
  where: `c.ended_code IS NULL AND p.alive_at > now() - ${DEAD_AFTER}`,
};

@ApiTags('console')
@Controller('console/connections')
export class ConnectionsConsoleController {
  constructor(
    private readonly lists: Lists,
    private readonly endings: Endings,
    private readonly audit: AuditTrail,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @Requires(syncPermissions.readConnections)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(connectionsList, query, response);
  }

  @Get(':id')
  @Requires(syncPermissions.readConnections)
  show(@Param('id') id: string) {
    return this.lists.one(connectionsList, id);
  }

  /** The device connects again by itself, if it still may. Answers the record that was. */
  @Post(':id/end')
  @HttpCode(200)
  @Requires(syncPermissions.endConnection)
  async end(
    @Param('id') id: string,
    @Body({ schema: endConnectionRequest }) { reason }: EndConnectionRequest,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    const connection = await this.lists.one(connectionsList, id);
    const { workspaceId, storeId, userId } = connection as { workspaceId: string; storeId: string; userId: string };
    await this.dataSource.transaction(async (tx) => {
      await this.endings.end(tx, { connectionId: id }, syncClosings.endedByOperator);
      await this.audit.record(tx, {
        what: syncAudit.connectionEnded,
        by,
        origin,
        reason,
        on: { type: 'connection', id },
        workspaceId,
        detail: { storeId, userId },
      });
    });
    return connection;
  }
}
