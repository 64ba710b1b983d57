/** Hands the person a file with this content. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** Has the browser fetch the file by itself, straight to the disk. */
export function saveFrom(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  // Without it the browser takes it for leaving the page, and asks about what is not sent yet.
  link.download = '';
  link.click();
}

/** As JSON that a person can read. */
export function saveJson(name: string, content: unknown): void {
  saveFile(name, new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
}
