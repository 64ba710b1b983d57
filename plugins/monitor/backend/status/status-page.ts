/** The page itself: no script, nothing to load, so that it can be read when nothing else works. */
import handlebars from 'handlebars';
import type { PublicStatus } from '../../records.js';
import { statusWords } from './status-words.js';

const page = handlebars.compile(`<!doctype html>
<html lang="{{locale}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="60">
<title>{{words.title}} · {{product}}</title>
<link rel="icon" href="/favicon.svg">
<style>
:root { color-scheme: light dark; --ground: #f6f7f9; --paper: #fff; --ink: #14202e; --soft: #51606f; --line: #dde3e9;
  --good: #1b6e43; --bad: #a3341f; --paused: #7a5200; }
@media (prefers-color-scheme: dark) { :root { --ground: #10171f; --paper: #18212b; --ink: #e8edf2; --soft: #a5b2bf; --line: #2b3743;
  --good: #7ed3a4; --bad: #ff9d8a; --paused: #f0c674; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 2.5rem 1.25rem 3rem; }
header { color: var(--soft); }
h1 { margin: .25rem 0 1.75rem; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.0625rem; }
ul { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: .625rem; }
li { display: flex; flex-wrap: wrap; gap: .125rem 1rem; justify-content: space-between; padding: .8125rem 1.125rem; }
li + li { border-top: 1px solid var(--line); }
.operational { color: var(--good); } .degraded { color: var(--bad); } .maintenance, .unknown { color: var(--paused); }
li strong { font-weight: 600; }
time, footer, .soft { color: var(--soft); font-variant-numeric: tabular-nums; }
footer { margin-top: 2rem; font-size: .875rem; }
</style>
</head>
<body>
<main>
<header>{{product}}</header>
<h1 class="{{status.state}}">{{whole}}</h1>
<ul>{{#each parts}}<li><span>{{name}}</span><strong class="{{state}}">{{word}}</strong></li>{{/each}}</ul>
{{#if planned}}<h2>{{words.planned}}</h2>
<ul>{{#each planned}}<li><span>{{reason}}</span><span class="soft"><time datetime="{{from}}">{{fromWords}}</time> {{../words.until}} <time datetime="{{to}}">{{toWords}}</time></span></li>{{/each}}</ul>{{/if}}
<h2>{{words.past}}</h2>
{{#if past}}<ul>{{#each past}}<li><span>{{name}}</span><span class="soft"><time datetime="{{at}}">{{atWords}}</time> · {{length}}</span></li>{{/each}}</ul>
{{else}}<p class="soft">{{words.nothing}}</p>{{/if}}
<footer>{{reached}} {{words.checked}}: <time datetime="{{status.checkedAt}}">{{checked}}</time></footer>
</main>
</body>
</html>
`);

/** `locale` decides words and the way times are written; times are in UTC, for nobody knows where the reader is. */
export function statusPage(status: PublicStatus, product: string, locale: 'en' | 'de'): string {
  const words = statusWords[locale];
  const format = new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const moment = (at: string) => `${format.format(new Date(at))} UTC`;
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  return page({
    locale,
    product,
    words,
    status,
    whole: words.whole[status.state],
    parts: status.parts.map(({ part, state }) => ({ name: words.part[part], state, word: words.state[state] })),
    planned: status.maintenance.map(({ startsAt, endsAt, reason }) => ({
      reason,
      from: startsAt,
      fromWords: moment(startsAt),
      to: endsAt,
      toWords: moment(endsAt),
    })),
    past: status.incidents.map(({ what, openedAt, closedAt }) => ({
      name: words.part[what],
      at: openedAt,
      atWords: moment(openedAt),
      length: closedAt ? words.lasted(minutesBetween(openedAt, closedAt)) : words.ongoing,
    })),
    reached: status.reachability === null ? '' : words.reached(percent.format(status.reachability)),
    checked: moment(status.checkedAt),
  });
}

function minutesBetween(from: string, to: string): number {
  return Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
}
