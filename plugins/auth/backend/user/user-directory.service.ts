import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { emailKey, maskedAddress } from './email-address.js';

export interface KnownUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly locale: 'en' | 'de';
}

/** Who somebody is, for plugins that only keep the id. */
@Injectable()
export class UserDirectory {
  constructor(private readonly dataSource: DataSource) {}

  /** Ids nobody has are left out. */
  async find(ids: Iterable<string>): Promise<Map<string, KnownUser>> {
    const users: KnownUser[] = await this.dataSource.query(
      'SELECT id, email, name, locale FROM auth_user WHERE id = ANY ($1::uuid[])',
      [[...ids]],
    );
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
