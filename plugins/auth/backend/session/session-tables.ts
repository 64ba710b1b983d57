import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@purser/kit/backend/clock';
import { optionsOf } from '@purser/kit/backend/plugin';
import type { AuthOptions } from '../auth.options.js';
import { HouseSecret } from '../key/house-secret.service.js';
import { type SessionShape, SessionTable } from './session-table.js';

@Injectable()
export class CustomerSessions extends SessionTable {
  readonly shape: SessionShape = {
    audience: 'portal',
    table: 'auth_session',
    owner: 'user_id',
    holder: `(SELECT json_build_object('id', u.id, 'email', u.email, 'name', u.name, 'locale', u.locale,
      'defaultWorkspaceId', u.default_workspace_id) FROM auth_user u WHERE u.id = s.user_id)`,
  };
  readonly lives: AuthOptions['customers'];
  readonly refreshIsUse = true;

  constructor(clock: Clock, secret: HouseSecret, @Inject(optionsOf('auth')) options: AuthOptions) {
    super(clock, secret);
    this.lives = options.customers;
  }
}

@Injectable()
export class OperatorSessions extends SessionTable {
  readonly shape: SessionShape = {
    audience: 'console',
    table: 'auth_operator_session',
    owner: 'operator_id',
    holder: `(SELECT json_build_object('id', o.id, 'email', o.email, 'name', o.name)
      FROM auth_operator o WHERE o.id = s.operator_id)`,
  };
  readonly lives: AuthOptions['operators'];
  /** An open console refreshes for ever; what operators do is noted by `OperatorActivity`. */
  readonly refreshIsUse = false;

  constructor(clock: Clock, secret: HouseSecret, @Inject(optionsOf('auth')) options: AuthOptions) {
    super(clock, secret);
    this.lives = options.operators;
  }
}
