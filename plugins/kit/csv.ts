/** One cell of a CSV file. Spreadsheets run cells that begin like a formula: those get an apostrophe (SECURITY 30). */
export function csvCell(value: string | undefined): string {
  if (value === undefined || value === '') return '';
  const safe = /^[\s]*[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n']/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
