import type { LaidOutMail } from './mail-layout.js';

const COLUMNS = 72;

/** The plain part: paragraphs of at most 72 columns, links whole on a line of their own, and a signature. */
export function layText(mail: LaidOutMail): string {
  const parts = [
    folded(mail.heading),
    ...mail.paragraphs.map(folded),
    ...(mail.facts.length > 0 ? [mail.facts.map(({ label, value }) => folded(`${label}: ${value}`)).join('\n')] : []),
    ...(mail.action ? [`${mail.action.label}:\n${mail.action.href}`] : []),
    ...(mail.code ? [`${mail.words.code}: ${mail.code}`] : []),
    ...mail.notes.map(folded),
    `-- \n${folded(`${mail.words.footer} ${mail.product}.`)}\n${mail.publicUrl}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** At spaces only: a word that is longer than a line stays whole. */
function folded(text: string): string {
  return text.split('\n').map(foldedLine).join('\n');
}

function foldedLine(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].join('\n');
}
