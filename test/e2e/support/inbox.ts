import { setTimeout as sleep } from 'node:timers/promises';

export interface Letter {
  readonly id: string;
  readonly subject: string;
  readonly to: readonly { readonly address: string }[];
  readonly text?: string;
  readonly html?: string;
}

/** The development inbox, read as a program. */
export class Inbox {
  constructor(private readonly origin: string) {}

  /** Newest first. */
  async lettersTo(address: string): Promise<Letter[]> {
    const answer = await fetch(`${this.origin}/api/email`);
    const letters = (await answer.json()) as Letter[];
    return letters.filter((letter) => letter.to.some((to) => to.address === address)).reverse();
  }

  /** Waits for the newest letter to this address whose subject fits. */
  async letterTo(address: string, subject: RegExp, milliseconds = 20_000): Promise<Letter> {
    for (const deadline = Date.now() + milliseconds; Date.now() < deadline; await sleep(100)) {
      const letter = (await this.lettersTo(address)).find((candidate) => subject.test(candidate.subject));
      if (letter) return letter;
    }
    throw new Error(`No letter to ${address} with a subject like ${subject} within ${milliseconds} ms.`);
  }
}

/** The first link of a letter whose path fits. */
export function linkIn(letter: Letter, path: RegExp): string {
  const links = (letter.text ?? '').match(/https?:\/\/[^\s<>"]+/g) ?? [];
  const link = links.find((candidate) => path.test(new URL(candidate).pathname));
  if (!link) throw new Error(`"${letter.subject}" has no link like ${path}.`);
  return link;
}
