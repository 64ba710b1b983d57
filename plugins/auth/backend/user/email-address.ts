/** How addresses are compared: trimmed, NFC, lower case in both parts (SECURITY 21). People see what they typed. */
export function emailKey(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}

/** For logs and the audit trail: enough to recognise, not enough to write to. */
export function maskedAddress(address: string): string {
  const key = emailKey(address);
  const at = key.lastIndexOf('@');
  return at > 0 ? `${key.slice(0, 1)}•••${key.slice(at)}` : '•••';
}
