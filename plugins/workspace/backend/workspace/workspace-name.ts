/**
 * What a name is compared by: case, width, invisible joiners and runs of spaces make no difference, so nobody owns
 * "Acme", "ACME" and "Ａｃｍｅ" at once. Done here because lower() in a C locale knows only ASCII.
 */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase()
    .toLowerCase();
}
