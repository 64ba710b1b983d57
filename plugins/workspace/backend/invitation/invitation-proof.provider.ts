import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import type { EntityManager } from 'typeorm';
import { type MailboxClaim, MailboxProofs } from '../../../auth/backend/signup/mailbox-proofs.service.js';
import { UserDirectory } from '../../../auth/backend/user/user-directory.service.js';
import { InvitationRows } from './invitation-rows.service.js';

/** Who signs up with the token that was mailed to their address reads that mailbox; a copied link proves nothing. */
@Injectable()
export class InvitationProof implements OnModuleInit {
  constructor(
    private readonly proofs: MailboxProofs,
    private readonly rows: InvitationRows,
    private readonly users: UserDirectory,
  ) {}

  onModuleInit(): void {
    this.proofs.register((tx, claim) => this.proves(tx, claim));
  }

  private async proves(tx: EntityManager, { email, token }: MailboxClaim): Promise<boolean> {
    try {
      const invitation = await this.rows.byToken(token, tx);
      const waits = invitation.state === 'pending' && invitation.provesMailbox;
      return waits && invitation.emailKey === this.users.keyOf(email);
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }
}
