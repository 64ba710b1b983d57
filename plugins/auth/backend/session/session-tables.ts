import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { AuthOptions } from '../auth.options.js';
import { HouseSecret } from '../key/house-secret.service.js';
import { type SessionShape, SessionTable } from './session-table.js';

@Injectable()
export class CustomerSessions extends SessionTable {
  readonly shape: SessionShape = { audience: 'portal', table: 'auth_session', owner: 'user_id' };
  readonly lives: AuthOptions['customers'];
  readonly refreshIsUse = true;

  constructor(clock: Clock, secret: HouseSecret, @Inject(optionsOf('auth')) options: AuthOptions) {
    super(clock, secret);
    this.lives = options.customers;
  }
}

@Injectable()
export class OperatorSessions extends SessionTable {
  readonly shape: SessionShape = { audience: 'console', table: 'auth_operator_session', owner: 'operator_id' };
  readonly lives: AuthOptions['operators'];
  /** An open console refreshes for ever; what operators do is noted by `OperatorActivity`. */
  readonly refreshIsUse = false;

  constructor(clock: Clock, secret: HouseSecret, @Inject(optionsOf('auth')) options: AuthOptions) {
    super(clock, secret);
    this.lives = options.operators;
  }
}
