import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AnyOperator, CurrentOperator, type OperatorCaller } from '@purser/kit/backend/access';
import { DataSource } from 'typeorm';
import { type OperatorMeRecord, operatorMeRecord, operatorRole } from '../../records.js';
import { sessionRecordOf } from '../session/session-row.js';
import { OperatorSessions } from '../session/session-tables.js';
import { Operator, operatorRecordOf } from './operator.entity.js';

@ApiTags('console')
@Controller('console/me')
export class ConsoleMeController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: OperatorSessions,
  ) {}

  @Get()
  @AnyOperator()
  @ApiOkResponse({ standardSchema: operatorMeRecord })
  async read(@CurrentOperator() caller: OperatorCaller): Promise<OperatorMeRecord> {
    const operator = await this.dataSource.getRepository(Operator).findOneByOrFail({ id: caller.operatorId });
    const row = await this.sessions.find(this.dataSource.manager, caller.sessionId);
    if (!row) throw new Error('the session of a caller is gone');
    return {
      operator: operatorRecordOf(operator),
      session: sessionRecordOf(row),
      roles: caller.roles.map((role) => operatorRole.parse(role)),
      permissions: [...caller.permissions].sort(),
    };
  }
}
