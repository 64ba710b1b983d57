import type { Locale } from '@purser/kit/backend/mail';
import Handlebars from 'handlebars';

/** What the layout itself says; everything else are the mail's own words. */
export const layoutWords: Readonly<Record<Locale, { fallback: string; code: string; footer: string }>> = {
  en: {
    fallback: 'If the button does not work, copy this address into your browser:',
    code: 'Your code',
    footer: 'You get this mail because somebody used this address with',
  },
  de: {
    fallback: 'Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
    code: 'Ihr Code',
    footer: 'Sie erhalten diese E-Mail, weil diese Adresse verwendet wurde bei',
  },
};

export interface LaidOutMail {
  readonly locale: Locale;
  readonly product: string;
  readonly publicUrl: string;
  readonly subject: string;
  readonly preheader: string;
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly action?: { readonly label: string; readonly href: string };
  readonly code?: string;
  readonly notes: readonly string[];
  readonly words: { fallback: string; code: string; footer: string };
}

const sans = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
/** A name of 120 letters without a space must not push the card off a phone. */
const breaks = 'overflow-wrap:anywhere;word-break:break-word';
/** Nothing that can be seen, so that an inbox does not go on with the heading after the preheader. */
const filler = '&#847;&#8203; '.repeat(40);

/**
 * Tables and inlined styles, because that is what mail clients agree on; the style block only adds the dark colours for
 * those that read it. Its values were escaped by `layHtml`: handlebars' own escaping also turns the `=` of links into
 * `&#x3D;`, which some clients do not turn back.
 */
const html = Handlebars.compile<LaidOutMail>(
  `<!doctype html>
<html lang="{{locale}}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{subject}}</title>
<style>
@media (max-width:600px){.card{padding:28px 22px !important}}
@media (prefers-color-scheme:dark){
.page{background:#0B1B2B !important}
.card{background:#12283D !important;border-color:#24425E !important;border-top-color:#2FA398 !important}
.button,.button a{background:#0F766E !important}
.text{color:#DCE6EE !important}
.head{color:#FFFFFF !important}
.brand{color:#DCE6EE !important}
.mark{color:#5EC9BE !important}
.faint{color:#9DB2C4 !important}
.faint a{color:#5EC9BE !important}
.fact{border-color:#24425E !important}
.code{background:#0B1B2B !important;color:#FFFFFF !important;border-color:#24425E !important}
}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#FAF7F2;">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">{{preheader}} ${filler}</div>
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#FAF7F2;">
<tr><td align="center" style="padding:32px 16px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;">
<tr><td class="brand" style="${sans};padding:0 4px 16px;font-size:17px;font-weight:700;letter-spacing:.01em;color:#12355B;"><span class="mark" style="color:#0F766E;">&#9646;</span>&nbsp;{{product}}</td></tr>
<tr><td class="card" style="${sans};${breaks};background:#FFFFFF;border:1px solid #E7E0D5;border-top:4px solid #0F766E;border-radius:10px;padding:36px 40px;">
<h1 class="head" style="margin:0 0 18px;font-size:23px;line-height:1.3;font-weight:700;color:#12355B;">{{heading}}</h1>
{{#each paragraphs}}<p class="text" style="margin:0 0 16px;font-size:16px;line-height:1.55;color:#263849;">{{this}}</p>
{{/each}}
{{#if facts.length}}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:22px 0;">
{{#each facts}}<tr><td class="fact faint" style="${sans};padding:9px 16px 9px 0;border-top:1px solid #E7E0D5;font-size:14px;line-height:1.5;color:#5B6B79;vertical-align:top;white-space:nowrap;">{{label}}</td><td class="fact text" width="100%" style="${sans};${breaks};padding:9px 0;border-top:1px solid #E7E0D5;font-size:15px;line-height:1.5;color:#263849;vertical-align:top;">{{value}}</td></tr>
{{/each}}</table>
{{/if}}{{#if action}}<table role="presentation" cellpadding="0" cellspacing="0" style="margin:26px 0 22px;"><tr>
<td class="button" bgcolor="#12355B" style="border-radius:8px;mso-padding-alt:14px 26px;"><a href="{{action.href}}" style="${sans};display:inline-block;padding:14px 26px;font-size:16px;font-weight:600;line-height:1.2;color:#FFFFFF;text-decoration:none;border-radius:8px;">{{action.label}}</a></td>
</tr></table>
{{/if}}{{#if code}}<p class="faint" style="margin:22px 0 6px;font-size:13px;line-height:1.4;color:#5B6B79;">{{words.code}}</p>
<p class="code" style="margin:0 0 22px;padding:14px 18px;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:26px;font-weight:700;letter-spacing:.18em;color:#12355B;background:#F3EFE7;border:1px solid #E7E0D5;border-radius:8px;text-align:center;">{{code}}</p>
{{/if}}{{#each notes}}<p class="faint" style="margin:0 0 10px;font-size:14px;line-height:1.5;color:#5B6B79;">{{this}}</p>
{{/each}}
{{#if action}}<p class="faint" style="margin:18px 0 0;font-size:13px;line-height:1.5;color:#5B6B79;">{{words.fallback}}<br><a href="{{action.href}}" style="color:#0F766E;word-break:break-all;">{{action.href}}</a></p>
{{/if}}</td></tr>
<tr><td class="faint" style="${sans};padding:18px 4px 0;font-size:12px;line-height:1.5;color:#5B6B79;">{{words.footer}} {{product}} (<a href="{{publicUrl}}" style="color:#0F766E;">{{publicUrl}}</a>).</td></tr>
</table>
</td></tr></table>
</body>
</html>
`,
  { knownHelpersOnly: true, noEscape: true },
);

export function layHtml(mail: LaidOutMail): string {
  const safe = escaped(mail);
  return html({ ...safe, paragraphs: safe.paragraphs.map(withBreaks), notes: safe.notes.map(withBreaks) });
}

/** Every string in it, however deep: nothing of a mail is markup. */
function escaped<T>(value: T): T;
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  if (Array.isArray(value)) return value.map(escaped);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, escaped(member)]));
}

function withBreaks(line: string): string {
  return line.replaceAll('\n', '<br>');
}
