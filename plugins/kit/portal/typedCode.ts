/** Eight letters and digits, however they were typed or pasted. */
export function codeTyped(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 8);
}

/** "K7QM-2RXD", as the mail shows it. */
export function shownAsCode(text: string): string {
  const code = codeTyped(text);
  return code.length > 4 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
