import { Injectable } from '@nestjs/common';
import type { Command, CommandRun } from '@purser/kit/backend/cli';
import { Clock } from '@purser/kit/backend/clock';
import { Refusal } from '@purser/kit/backend/errors';
import { Events } from '@purser/kit/backend/events';
import { HouseSettings } from '@purser/kit/backend/settings';
import { DataSource } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { authProblems } from '../../names.js';
import { demoUserSeeded } from '../events.js';
import { Operators } from '../operator/operators.service.js';
import { generatePassword } from '../password/generated-password.js';
import { PasswordHasher } from '../password/password-hasher.service.js';
import { ConfirmationService } from '../signup/confirmation.service.js';
import { User } from '../user/user.entity.js';

const OPERATOR = { email: 'operator@purser.localhost', name: 'First operator', roles: ['owner' as const] };
const CUSTOMER = { email: 'demo@purser.localhost', name: 'Demo customer' };

/**
 * `pnpm purser seed`: somebody to sign in with on the first start of a development house. What is there already stays
 * as it is. The last line is for programs: `{"operator": {…}, "customer": {…}}` with what was made now.
 */
@Injectable()
export class Seed implements Command {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
    private readonly settings: HouseSettings,
    private readonly operators: Operators,
    private readonly hasher: PasswordHasher,
    private readonly confirmations: ConfirmationService,
    private readonly events: Events,
  ) {}

  async run({ print }: CommandRun): Promise<void> {
    if (this.settings.mode === 'production') throw new Refusal(authProblems.noSeedInProduction);
    const made = { operator: await this.seedOperator(), customer: await this.seedCustomer() };
    for (const [role, login] of Object.entries(made)) {
      print(
        login
          ? `${role} ${login.email}, password ${login.password} (shown only now)`
          : `${role}: there was one already`,
      );
    }
    print(JSON.stringify(made));
  }

  private async seedOperator(): Promise<{ email: string; password: string } | null> {
    const some: unknown[] = await this.dataSource.query('SELECT 1 FROM auth_operator LIMIT 1');
    if (some.length > 0) return null;
    const { password } = await this.operators.create(OPERATOR, { by: 'system' });
    return { email: OPERATOR.email, password };
  }

  private async seedCustomer(): Promise<{ email: string; password: string } | null> {
    const some: unknown[] = await this.dataSource.query('SELECT 1 FROM auth_user LIMIT 1');
    if (some.length > 0) return null;
    const password = generatePassword();
    const passwordHash = await this.hasher.hash(password);
    const now = this.clock.now();
    await this.dataSource.transaction(async (tx) => {
      const id = uuidv7();
      const stamps = { passwordChangedAt: now, createdAt: now, updatedAt: now };
      await tx.insert(User, { id, ...CUSTOMER, emailKey: CUSTOMER.email, locale: 'en', passwordHash, ...stamps });
      await this.confirmations.confirm(tx, id);
      await this.events.publish(tx, demoUserSeeded, { userId: id, name: CUSTOMER.name });
    });
    return { email: CUSTOMER.email, password };
  }
}
