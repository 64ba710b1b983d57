/** A page that never paints must not hold anything up; one on a busy machine paints late. */
const LIMIT_MS = 1_000;

/** Runs when what was rendered until now is on the screen; at once in a page that nobody sees, which paints nothing. */
export function afterPaint(run: () => void): void {
  if (typeof document === 'undefined' || document.visibilityState === 'hidden') return void run();
  let isDone = false;
  const once = () => {
    if (isDone) return;
    isDone = true;
    clearTimeout(limit);
    run();
  };
  const limit = setTimeout(once, LIMIT_MS);
  requestAnimationFrame(() => setTimeout(once));
}
