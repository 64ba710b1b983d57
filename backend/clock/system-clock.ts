import { Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';

@Injectable()
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
