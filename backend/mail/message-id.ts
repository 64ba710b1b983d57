/** How a letter and the news about it find each other. */

interface Copy {
  readonly id: string;
  readonly copy: number;
}

const OWN = /^<?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.(\d{1,6}))?@[^@<>\s]+>?$/i;
/** "250 2.0.0 Ok: queued as 4XyZ", "250 Ok 0102018f-…": words of servers that name what they took. */
const NAMED = /\b(?:queued as|queued with id|id=)[\s:]*<?([\w.@+-]{6,200})>?|^250 Ok <?([\w.@+-]{16,200})>?\s*$/i;

/** A letter that is sent again on purpose has another one, else mail programs would hide it as a repetition. */
export function messageIdOf({ id, copy }: Copy, publicUrl: string): string {
  return `<${id}${copy > 1 ? `.${copy}` : ''}@${new URL(publicUrl).hostname}>`;
}

/** Which of our letters a Message-ID names; undefined when it is none of ours. */
export function copyOf(messageId: string): Copy | undefined {
  const [, id, copy] = OWN.exec(messageId.trim()) ?? [];
  return id === undefined ? undefined : { id: id.toLowerCase(), copy: Number(copy ?? 1) };
}

/** The id the provider gave the letter in its answer to DATA, where it says one. */
export function providerIdOf(response: string | undefined): string | null {
  const [, queued, named] = NAMED.exec(response ?? '') ?? [];
  return queued ?? named ?? null;
}
