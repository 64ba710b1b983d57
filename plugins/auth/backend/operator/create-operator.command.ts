import { Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Refusal } from '@purser/kit/backend/errors';
import { houseProblems } from '@purser/kit/problems';
import { operatorCreation, operatorRoles } from '../../records.js';
import { Operators } from './operators.service.js';

/** `pnpm purser operator create --email me@example.org` */
@Injectable()
export class CreateOperator implements Command {
  constructor(private readonly operators: Operators) {}

  async run({ options, print }: CommandRun): Promise<void> {
    const email = options.email;
    const parsed = operatorCreation.safeParse({
      email,
      name: options.name ?? (typeof email === 'string' ? email.split('@')[0] : undefined),
      roles: typeof options.role === 'string' ? options.role.split(',') : ['owner'],
    });
    if (!parsed.success) {
      throw new Refusal(houseProblems.invalidRequest, {
        message: `Give --email <address>, and if you like --name <name> and --role ${operatorRoles.join('|')} (several by commas).`,
      });
    }
    if (options.invite) {
      await this.operators.invite(parsed.data, { by: 'system' });
      print(`A mail to ${parsed.data.email} is queued; its link sets the first password and works for seven days.`);
      return;
    }
    const { password } = await this.operators.create(parsed.data, { by: 'system' });
    print(`Operator ${parsed.data.email} (${parsed.data.roles.join(', ')})`);
    print(`Password ${password}`);
    print('It is shown only now.');
  }
}
