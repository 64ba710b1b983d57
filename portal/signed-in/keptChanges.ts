/** Changes that wait on this device, as the sync status last told; the sign-in page says that they are safe. */
let kept = 0;

export function keepChanges(count: number): void {
  kept = count;
}

export function keptChanges(): number {
  return kept;
}
