import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

export interface MailboxClaim {
  /** The address somebody signs up with. */
  readonly email: string;
  /** What they bring, e.g. the token of an invitation's mail. */
  readonly token: string;
}

/** True when only a reader of that mailbox can have the token. It is looked at, not spent. */
type Proof = (tx: EntityManager, claim: MailboxClaim) => Promise<boolean>;

/** Mails of other plugins that prove a mailbox as a confirmation does, so that nobody has to read a second one. */
@Injectable()
export class MailboxProofs {
  private readonly proofs: Proof[] = [];

  /** Called once, when the plugin's module starts. */
  register(proof: Proof): void {
    this.proofs.push(proof);
  }

  async hold(tx: EntityManager, claim: MailboxClaim): Promise<boolean> {
    for (const proof of this.proofs) if (await proof(tx, claim)) return true;
    return false;
  }
}
