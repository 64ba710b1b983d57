import { Injectable } from '@nestjs/common';
import { type Mail, Mailer } from '@purser/kit/backend/mail';
import type { Permission } from '@purser/kit/names';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { OperatorDirectory } from './operator-directory.service.js';

/** Letters of other plugins to the operators who can do something about it. Operators read English. */
@Injectable()
export class OperatorMails {
  constructor(
    private readonly mailer: Mailer,
    private readonly operators: OperatorDirectory,
  ) {}

  /** One to each who holds the permission. `occasion` is told once: nobody gets it twice, however often it is asked for. */
  async send<Data extends z.ZodObject>(
    tx: EntityManager,
    permission: Permission,
    { mail, data, occasion }: { readonly mail: Mail<Data>; readonly data: z.input<Data>; readonly occasion: string },
  ): Promise<void> {
    for (const { id, email } of await this.operators.holding(tx, permission)) {
      await this.mailer.queue(tx, mail, { to: email, locale: 'en', data, key: `${occasion}:${id}` });
    }
  }
}
