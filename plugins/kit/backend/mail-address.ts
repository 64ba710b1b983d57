/** How addresses are compared: trimmed, NFC, lower case in both parts (SECURITY 21). People see what they typed. */
export function addressKey(address: string): string {
  return address.trim().normalize('NFC').toLowerCase();
}
