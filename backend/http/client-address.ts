import { isIPv4, isIPv6 } from 'node:net';

/** One name for one client: IPv4 as it is, also when mapped into IPv6; IPv6 cut to its /64 (SECURITY 24). */
export function clientAddress(address: string | undefined): string {
  const bare = (address ?? '').replace(/%.*$/, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped) return mapped;
  if (isIPv4(bare)) return bare;
  return isIPv6(bare) ? `${network(bare)}::/64` : 'unknown';
}

/** The first four groups, written out. */
function network(address: string): string {
  const [head = '', tail = ''] = address.split('::');
  const first = head.split(':').filter(Boolean);
  const last = tail.split(':').filter(Boolean);
  // A dotted tail (64:ff9b::192.0.2.1) stands for two groups.
  const length = first.length + last.length + (address.includes('.') ? 1 : 0);
  const groups = [...first, ...Array<string>(Math.max(0, 8 - length)).fill('0'), ...last];
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
