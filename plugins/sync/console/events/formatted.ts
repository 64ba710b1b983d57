/** JSON as people read it; what is no JSON, as it is. */
export function formatted(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
