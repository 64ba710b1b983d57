/** So many hashes are asked of the browser at a time: it works beside the page, which stays usable. */
const AT_A_TIME = 512;

export interface Proof {
  readonly challenge: string;
  readonly nonce: string;
}

/** Tries numbers until the SHA-256 of `<challenge>.<nonce>` begins with that many zero bits. */
export async function solveProof(challenge: string, bits: number): Promise<Proof> {
  const encoder = new TextEncoder();
  for (let from = 0; ; from += AT_A_TIME) {
    const found = await Promise.all(
      Array.from({ length: AT_A_TIME }, async (_, step) => {
        const hash = await crypto.subtle.digest('SHA-256', encoder.encode(`${challenge}.${from + step}`));
        return zeroBits(new Uint8Array(hash)) >= bits;
      }),
    );
    const step = found.indexOf(true);
    if (step !== -1) return { challenge, nonce: String(from + step) };
  }
}

function zeroBits(hash: Uint8Array): number {
  const first = hash.findIndex((byte) => byte !== 0);
  return first === -1 ? hash.length * 8 : first * 8 + Math.clz32(hash[first] ?? 0) - 24;
}
