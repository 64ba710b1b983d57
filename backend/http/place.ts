import type { IncomingHttpHeaders } from 'node:http';

const LONGEST = 80;

/**
 * Where a request comes from, as coarsely as a trusted proxy tells: "Lisbon, PT". Only the headers that the installation
 * names: any other would be the client's own word.
 */
export function placeIn(headers: IncomingHttpHeaders, names: readonly string[]): string | null {
  const parts = names.map((name) => textOf(headers[name])).filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ').slice(0, LONGEST) : null;
}

function textOf(value: string | string[] | undefined): string {
  const [first = ''] = [value ?? ''].flat();
  // Node reads headers as Latin-1; proxies write the names of places in UTF-8.
  const bytes = Buffer.from(first, 'latin1');
  const text = bytes.toString('utf8');
  return (text.includes('\uFFFD') ? first : text).replace(/\p{C}/gu, '').trim().slice(0, LONGEST);
}
