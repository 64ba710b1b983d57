import { Inject, Injectable } from '@nestjs/common';
import { type Locale, Mailer } from '@purser/kit/backend/mail';
import { optionsOf } from '@purser/kit/backend/plugin';
import { HouseSettings } from '@purser/kit/backend/settings';
import type { EntityManager } from 'typeorm';
import { UserDirectory } from '../../../auth/backend/user/user-directory.service.js';
import type { Role } from '../../records.js';
import { invitationMail } from '../mails/invitation.mail.js';
import type { WorkspaceOptions } from '../workspace.options.js';

const ROLE_WORDS: Readonly<Record<Locale, Readonly<Record<Role, string>>>> = {
  en: { owner: 'an owner', admin: 'an admin', member: 'a member', viewer: 'a viewer' },
  de: { owner: 'Inhaber:in', admin: 'Admin', member: 'Mitglied', viewer: 'Betrachter:in' },
};

/** Looked up before the transaction that holds the workspace. */
export interface Correspondents {
  readonly inviter: string;
  readonly locale: Locale;
}

export interface InvitationLetter {
  readonly invitationId: string;
  readonly sent: number;
  readonly email: string;
  readonly workspace: string;
  readonly role: Role;
  readonly message: string | null;
  readonly token: string;
}

@Injectable()
export class InvitationMail {
  constructor(
    private readonly users: UserDirectory,
    private readonly mailer: Mailer,
    private readonly settings: HouseSettings,
    @Inject(optionsOf('workspace')) private readonly options: WorkspaceOptions,
  ) {}

  /** In the language of who is invited, or, as they are not known, of who invites. */
  async correspondents(inviterId: string, email: string): Promise<Correspondents> {
    const [inviters, invited] = await Promise.all([this.users.find([inviterId]), this.users.byEmail(email)]);
    const inviter = inviters.get(inviterId);
    return { inviter: inviter?.name ?? this.settings.productName, locale: invited?.locale ?? inviter?.locale ?? 'en' };
  }

  /** Behind `#`, so the token reaches the page and no log, proxy or referrer on the way. */
  linkOf(token: string): string {
    return `${this.settings.publicUrl}/invitation#${new URLSearchParams({ token })}`;
  }

  async queue(tx: EntityManager, letter: InvitationLetter, { inviter, locale }: Correspondents): Promise<void> {
    await this.mailer.queue(tx, invitationMail, {
      to: letter.email,
      locale,
      key: `workspace.invitation:${letter.invitationId}:${letter.sent}`,
      data: {
        product: this.settings.productName,
        inviter,
        workspace: letter.workspace,
        role: ROLE_WORDS[locale][letter.role],
        message: letter.message ?? '',
        link: this.linkOf(letter.token),
        days: this.options.invitationDays,
      },
    });
  }
}
