import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import { oneByOne } from '@purser/kit/backend/bulk';
import { type ListQuery, Lists } from '@purser/kit/backend/list';
import type { Response } from 'express';
import type { z } from 'zod';
import { provisioningPermissions } from '../../names.js';
import { retryStoresBody, storeQuotaBody, storeReasonBody, suspendStoreBody } from '../../records.js';
import { StoreHistory } from '../progress/store-history.service.js';
import { StoreQuotas } from '../quota/store-quotas.service.js';
import { StoreHolds } from './store-holds.service.js';
import { StoreRetry } from './store-retry.service.js';
import { storesList } from './stores-console.list.js';

@ApiTags('console: stores')
@Controller('console/stores')
export class StoresConsoleController {
  constructor(
    private readonly lists: Lists,
    private readonly history: StoreHistory,
    private readonly retries: StoreRetry,
    private readonly holds: StoreHolds,
    private readonly quotas: StoreQuotas,
  ) {}

  @Get()
  @Requires(provisioningPermissions.read)
  list(@Query() query: ListQuery, @Res({ passthrough: true }) response: Response) {
    return this.lists.page(storesList, query, response);
  }

  @Get(':id')
  @Requires(provisioningPermissions.read)
  async show(@Param('id') id: string) {
    const store = await this.lists.one(storesList, id);
    return { ...store, quotaDefaults: this.quotas.defaults, ...(await this.history.forOperators(id)) };
  }

  /** Each by itself; what is refused is told and keeps no other back. */
  @Post('retry-many')
  @HttpCode(200)
  @Requires(provisioningPermissions.retry)
  retryMany(
    @Body({ schema: retryStoresBody }) { ids, reason }: z.output<typeof retryStoresBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    return oneByOne(ids, (storeId) => this.retries.retry({ storeId, by, origin, reason }));
  }

  /** Answers the store as it stands after. */
  @Post(':id/retry')
  @HttpCode(200)
  @Requires(provisioningPermissions.retry)
  async retry(
    @Param('id') storeId: string,
    @Body({ schema: storeReasonBody }) { reason }: z.output<typeof storeReasonBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.lists.one(storesList, storeId);
    await this.retries.retry({ storeId, by, origin, reason });
    return await this.show(storeId);
  }

  /** Answers the store as it stands after; it is suspended within seconds. */
  @Post(':id/suspend')
  @HttpCode(200)
  @Requires(provisioningPermissions.suspend)
  async suspend(
    @Param('id') storeId: string,
    @Body({ schema: suspendStoreBody }) { reason, mode }: z.output<typeof suspendStoreBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.lists.one(storesList, storeId);
    await this.holds.hold({ storeId, by, origin, reason }, mode);
    return await this.show(storeId);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Requires(provisioningPermissions.suspend)
  async resume(
    @Param('id') storeId: string,
    @Body({ schema: storeReasonBody }) { reason }: z.output<typeof storeReasonBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.lists.one(storesList, storeId);
    await this.holds.release({ storeId, by, origin, reason });
    return await this.show(storeId);
  }
  /** What this store alone may hold. Answers the store as it stands after. */
  @Post(':id/set-quota')
  @HttpCode(200)
  @Requires(provisioningPermissions.setQuota)
  async setQuota(
    @Param('id') storeId: string,
    @Body({ schema: storeQuotaBody }) { reason, ...quota }: z.output<typeof storeQuotaBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ) {
    await this.lists.one(storesList, storeId);
    await this.quotas.change({ storeId, quota, by, origin, reason });
    return await this.show(storeId);
  }
}
