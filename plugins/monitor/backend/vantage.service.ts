import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';
import { HouseSettings } from '@purser/kit/backend/settings';

/** Where this process looks from. One that serves keeps its name over restarts, as it keeps its port. */
@Injectable()
export class Vantage {
  constructor(private readonly settings: HouseSettings) {}

  get name(): string {
    const { role, loopbackUrl } = this.settings;
    return `${hostname()}:${role === 'worker' ? `worker-${process.pid}` : new URL(loopbackUrl).port}`;
  }
}
