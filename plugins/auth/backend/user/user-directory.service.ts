import { Injectable } from '@nestjs/common';
import { type Statement, Statements } from '@purser/kit/backend/statements';
import { DataSource } from 'typeorm';
import { emailKey, maskedAddress } from './email-address.js';

export interface KnownUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: 'en' | 'de';
}

const usersById: Statement = {
  name: 'auth.users-by-id',
  text: 'SELECT id, email, name, locale FROM auth_user WHERE id = ANY ($1::uuid[])',
};

/** Who somebody is, for plugins that only keep the id. */
@Injectable()
export class UserDirectory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly statements: Statements,
  ) {}

  /** Ids nobody has are left out. */
  async find(ids: Iterable<string>): Promise<Map<string, KnownUser>> {
    const users = await this.statements.run<KnownUser>(usersById, [[...ids]]);
    return new Map(users.map((user) => [user.id, user]));
  }

  async byEmail(email: string): Promise<KnownUser | null> {
    const [user]: KnownUser[] = await this.dataSource.query(
      'SELECT id, email, name, locale FROM auth_user WHERE email_key = $1',
      [emailKey(email)],
    );
    return user ?? null;
  }

  /** What an address is compared by. */
  keyOf(email: string): string {
    return emailKey(email);
  }

  /** For logs, trails and pages of people who need not know it whole. */
  masked(email: string): string {
    return maskedAddress(email);
  }
}
