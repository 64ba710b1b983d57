import { addressKey } from '@purser/kit/backend/mail-address';

/** One spelling with the house's mails, so that a cap or a suppression cannot be got round by another one. */
export const emailKey = addressKey;

/** Whether it is the base with a tag: `smoke+3f9c@example.org` of `smoke@example.org`. */
export function isTagOf(base: string, address: string): boolean {
  const [whole, key] = [emailKey(base), emailKey(address)];
  const at = whole.lastIndexOf('@');
  return key.startsWith(`${whole.slice(0, at)}+`) && key.endsWith(whole.slice(at)) && key.lastIndexOf('@') > at;
}

/** For logs and the audit trail: enough to recognise, not enough to write to. */
export function maskedAddress(address: string): string {
  const key = emailKey(address);
  const at = key.lastIndexOf('@');
  return at > 0 ? `${key.slice(0, 1)}•••${key.slice(at)}` : '•••';
}
