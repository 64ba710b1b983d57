export type Scheme = 'light' | 'dark';

const DARK_QUERY = /@media\s*\(prefers-color-scheme:\s*dark\)/g;
const SCHEME_META = /(<meta name="(?:supported-)?color-schemes?" content=")[^"]*(")/g;

/**
 * A mail's HTML for a frame, in one colour scheme whatever the reader's own is. Links ask for a window, which the
 * frame's sandbox does not give: nothing in a preview leads away.
 */
export function previewDocument(html: string, scheme: Scheme): string {
  return html
    .replace(DARK_QUERY, scheme === 'dark' ? '@media all' : '@media not all')
    .replace(SCHEME_META, `$1${scheme}$2`)
    .replace('<head>', '<head><base target="_blank">');
}
