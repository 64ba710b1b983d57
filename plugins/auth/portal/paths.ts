/** Carries where a person is on their way to from one public page to the next. */
export function withDestination(path: string, destination: string): string {
  return destination === '/' ? path : `${path}?${new URLSearchParams({ next: destination })}`;
}
