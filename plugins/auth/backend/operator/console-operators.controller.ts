import { Body, Controller, Get, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CurrentOperator,
  type OperatorCaller,
  type Origin,
  RecentSignIn,
  RequestOrigin,
  Requires,
} from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { RecordId } from '@purser/kit/backend/record-id';
import type { Response } from 'express';
import type { z } from 'zod';
import { authPermissions } from '../../names.js';
import { operatorChange, operatorCreationRequest, reasoned } from '../../records.js';
import { operatorsList } from './operators.list.js';
import { Operators } from './operators.service.js';

@ApiTags('console')
@Controller('console/operators')
export class ConsoleOperatorsController {
  constructor(
    private readonly lists: Lists,
    private readonly operators: Operators,
  ) {}

  @Get()
  @Requires(authPermissions.readOperators)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response): Promise<Record<string, unknown>[]> {
    return this.lists.page(operatorsList, query, response);
  }

  @Get(':id')
  @Requires(authPermissions.readOperators)
  show(@RecordId() id: string): Promise<Record<string, unknown>> {
    return this.lists.one(operatorsList, id);
  }

  /** `password` stands in this answer and nowhere else; who is invited chooses their own. */
  @Post()
  @Requires(authPermissions.manageOperators)
  @RecentSignIn()
  async create(
    @Body({ schema: operatorCreationRequest }) { invite, ...creation }: z.output<typeof operatorCreationRequest>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Record<string, unknown>> {
    if (invite) return this.lists.one(operatorsList, await this.operators.invite(creation, { by, origin }));
    const { id, password } = await this.operators.create(creation, { by, origin });
    return { ...(await this.lists.one(operatorsList, id)), password };
  }

  /** Another mail to somebody who has not chosen a password yet. */
  @Post(':id/invite')
  @HttpCode(200)
  @Requires(authPermissions.manageOperators)
  @RecentSignIn()
  async invite(
    @RecordId() id: string,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Record<string, unknown>> {
    await this.operators.inviteAgain(id, { by, origin });
    return this.lists.one(operatorsList, id);
  }

  @Put(':id')
  @Requires(authPermissions.manageOperators)
  @RecentSignIn()
  async change(
    @RecordId() id: string,
    @Body({ schema: operatorChange }) body: z.output<typeof operatorChange>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Record<string, unknown>> {
    await this.operators.change(id, body, { by, origin });
    return this.lists.one(operatorsList, id);
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @Requires(authPermissions.manageOperators)
  async suspend(
    @RecordId() id: string,
    @Body({ schema: reasoned }) { reason }: z.output<typeof reasoned>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Record<string, unknown>> {
    await this.operators.suspend(id, { by, origin, reason });
    return this.lists.one(operatorsList, id);
  }

  @Post(':id/end-sessions')
  @HttpCode(200)
  @Requires(authPermissions.manageOperators)
  async endSessions(
    @RecordId() id: string,
    @Body({ schema: reasoned }) { reason }: z.output<typeof reasoned>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Record<string, unknown>> {
    await this.operators.endSessions(id, { by, origin, reason });
    return this.lists.one(operatorsList, id);
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Requires(authPermissions.manageOperators)
  async restore(
    @RecordId() id: string,
    @Body({ schema: reasoned }) { reason }: z.output<typeof reasoned>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<Record<string, unknown>> {
    await this.operators.restore(id, { by, origin, reason });
    return this.lists.one(operatorsList, id);
  }
}
