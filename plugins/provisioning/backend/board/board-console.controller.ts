import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentOperator, type OperatorCaller, type Origin, RequestOrigin, Requires } from '@purser/kit/backend/access';
import type { z } from 'zod';
import { provisioningPermissions } from '../../names.js';
import { type ProvisioningBoard, type ReconcileRound, storeReasonBody } from '../../records.js';
import { ReconcileRounds } from '../reconcile/reconcile-rounds.service.js';
import { StoreDrift } from '../reconcile/store-drift.service.js';
import { Board } from './board.service.js';

const DRIFTS_SHOWN = 20;

@ApiTags('console: stores')
@Controller('console/provisioning')
export class BoardConsoleController {
  constructor(
    private readonly board: Board,
    private readonly rounds: ReconcileRounds,
    private readonly drift: StoreDrift,
  ) {}

  @Get()
  @Requires(provisioningPermissions.read)
  async whole(): Promise<ProvisioningBoard> {
    const [figures, work, rounds, drift] = await Promise.all([
      this.board.figures(),
      this.board.work(),
      this.rounds.last(),
      this.drift.find(DRIFTS_SHOWN),
    ]);
    return { ...figures, work, rounds, drift };
  }

  /** One round of reconcile, now. Answers its report, also when it broke off; 409 `reconcile_running` while one is on. */
  @Post('reconcile')
  @HttpCode(200)
  @Requires(provisioningPermissions.reconcile)
  reconcile(
    @Body({ schema: storeReasonBody }) { reason }: z.output<typeof storeReasonBody>,
    @CurrentOperator() by: OperatorCaller,
    @RequestOrigin() origin: Origin,
  ): Promise<ReconcileRound> {
    return this.rounds.manual({ by, origin, reason });
  }
}
