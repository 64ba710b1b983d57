import { colours, type Mode } from '../../../theme/palette.js';

const tones = ['primary', 'secondary', 'success', 'info', 'warning', 'error'] as const;

describe.each<Mode>(['light', 'dark'])('the %s colours', (mode) => {
  const c = colours[mode];
  const text: [string, string, string][] = [
    ['text on page', c.text, c.page],
    ['text on surface', c.text, c.surface],
    ['quiet text on page', c.quietText, c.page],
    ['quiet text on surface', c.quietText, c.surface],
    ['quiet text on a selected row', c.quietText, over(c.selected, c.surface)],
    ['tooltip', c.page, c.text],
    ...tones.flatMap((name): [string, string, string][] => [
      [`${name} as text on page`, c[name].main, c.page],
      [`${name} as text on surface`, c[name].main, c.surface],
      [`${name} as text on a hovered row`, c[name].main, over(c.hover, c.surface)],
      [`text on filled ${name}`, c[name].on, c[name].main],
      [`text on pressed ${name}`, c[name].on, c[name].strong],
      [`ink on ${name} wash`, c[name].ink, c[name].wash],
    ]),
  ];
  const shapes: [string, string, string][] = [
    ['control edge on surface', c.edge, c.surface],
    ['control edge on page', c.edge, c.page],
    ['focus ring on surface', c.focus, c.surface],
    ['focus ring on page', c.focus, c.page],
  ];

  it.each(text)('%s reaches 4.5:1', (_, front, back) => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapes)('%s reaches 3:1', (_, front, back) => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(3);
  });
});

it('measures contrast as WCAG does', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#FFFFFF')).toBeCloseTo(4.54, 2);
});

function channels(hex: string): number[] {
  return [1, 3, 5, 7].map((at) => (at < hex.length ? Number.parseInt(hex.slice(at, at + 2), 16) : 255));
}

/** An eight-digit colour laid over an opaque one. */
function over(front: string, back: string): string {
  const [r, g, b, alpha] = channels(front) as [number, number, number, number];
  const base = channels(back) as [number, number, number, number];
  const mixed = [r, g, b].map((value, index) => Math.round((value * alpha + (base[index] ?? 0) * (255 - alpha)) / 255));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(front: string, back: string): number {
  const [high, low] = [luminance(front), luminance(back)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
