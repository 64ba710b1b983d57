import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@purser/kit/backend/access';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import type { Request, Response } from 'express';
import { sameSecret } from '../http/same-secret.js';
import { HouseConfig } from '../settings/house-config.js';
import { PrometheusMetrics } from './prometheus-metrics.js';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

@ApiExcludeController()
@Public()
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: PrometheusMetrics,
    private readonly config: HouseConfig,
  ) {}

  @Get()
  async read(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    if (!this.mayRead(request)) throw new Refusal(houseProblems.forbidden);
    response.type(this.metrics.registry.contentType).setHeader('Cache-Control', 'no-store');
    return this.metrics.registry.metrics();
  }

  /** A proxy on this machine is the loopback too, so whatever was forwarded needs the token. */
  private mayRead(request: Request): boolean {
    const { metricsToken } = this.config;
    const [, token] = /^Bearer (.+)$/.exec(request.get('authorization') ?? '') ?? [];
    if (metricsToken && token && sameSecret(token, metricsToken)) return true;
    const forwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some((name) => request.get(name));
    return !forwarded && LOOPBACK.test(request.socket.remoteAddress ?? '');
  }
}
