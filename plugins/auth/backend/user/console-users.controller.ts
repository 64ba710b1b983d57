import { Body, Controller, Delete, Get, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import { RecordId } from '@purser/kit/backend/record-id';
import type { Response } from 'express';
import type { z } from 'zod';
import { authPermissions } from '../../names.js';
import { reasoned, reasonedForPerson } from '../../records.js';
import { UserDeletion } from './user-deletion.service.js';
import { UserStanding } from './user-standing.service.js';
import { usersList } from './users.list.js';

type Reason = z.output<typeof reasoned>;
type ReasonForPerson = z.output<typeof reasonedForPerson>;
type UserRow = Record<string, unknown>;

/** People, as operators see them. Every act asks for a reason and answers the record as it is then. */
@ApiTags('console')
@Controller('console/users')
export class ConsoleUsersController {
  constructor(
    private readonly lists: Lists,
    private readonly standing: UserStanding,
    private readonly deletion: UserDeletion,
  ) {}

  @Get()
  @Requires(authPermissions.readUsers)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response): Promise<UserRow[]> {
    return this.lists.page(usersList, query, response);
  }

  @Get(':id')
  @Requires(authPermissions.readUsers)
  show(@RecordId() id: string): Promise<UserRow> {
    return this.lists.one(usersList, id);
  }

  @Post(':id/suspend')
  @HttpCode(200)
  @Requires(authPermissions.suspendUser)
  suspend(
    @RecordId() id: string,
    @Body({ schema: reasonedForPerson }) body: ReasonForPerson,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<UserRow> {
    return this.act(id, () => this.standing.suspend(id, { by, origin, ...body }));
  }

  @Post(':id/restore')
  @HttpCode(200)
  @Requires(authPermissions.suspendUser)
  restore(
    @RecordId() id: string,
    @Body({ schema: reasonedForPerson }) body: ReasonForPerson,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<UserRow> {
    return this.act(id, () => this.standing.restore(id, { by, origin, ...body }));
  }

  @Post(':id/end-sessions')
  @HttpCode(200)
  @Requires(authPermissions.endSession)
  endSessions(
    @RecordId() id: string,
    @Body({ schema: reasoned }) body: Reason,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<UserRow> {
    return this.act(id, () => this.standing.endSessions(id, { by, origin, ...body }));
  }

  @Post(':id/confirm')
  @HttpCode(200)
  @Requires(authPermissions.confirmUser)
  confirm(
    @RecordId() id: string,
    @Body({ schema: reasoned }) body: Reason,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<UserRow> {
    return this.act(id, () => this.standing.confirm(id, { by, origin, ...body }));
  }

  /** For good. Answers what it was, as react-admin wants it. */
  @Delete(':id')
  @Requires(authPermissions.deleteUser)
  async delete(
    @RecordId() id: string,
    @Body({ schema: reasoned }) { reason }: Reason,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<{ id: string }> {
    await this.deletion.delete(id, { by, origin, reason });
    return { id };
  }

  private async act(id: string, action: () => Promise<void>): Promise<UserRow> {
    await action();
    return this.lists.one(usersList, id);
  }
}
