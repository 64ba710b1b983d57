import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '@purser/kit/backend/access';
import type { Response } from 'express';
import { type HealthAnswer, HealthChecks } from './health-checks.service.js';

@ApiTags('house')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly checks: HealthChecks) {}

  /** Everything, per plugin; 503 when a part is down. */
  @Get()
  @Header('Cache-Control', 'no-store')
  async whole(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    return answered(await this.checks.whole(), response);
  }

  /** The process answers: for whoever restarts it. */
  @Get('live')
  @Header('Cache-Control', 'no-store')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** It can take requests: for whoever sends them. A plugin's trouble takes no process out of service. */
  @Get('ready')
  @Header('Cache-Control', 'no-store')
  async ready(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    return answered(await this.checks.ready(), response);
  }
}

function answered({ healthy, body }: HealthAnswer, response: Response): unknown {
  if (!healthy) response.status(503);
  return body;
}
