/** The small part of semver ranges that `worksWith` speaks: `1.2.3`, `^1.2.0`, `~1.2.0`, `>=1.0.0 <2.0.0`, `1.x`, `*`, `a || b`. */
type Version = readonly [number, number, number];

const COMPARATOR = /^(\^|~|>=|<=|>|<|=)?v?(\d+|x|\*)(?:\.(\d+|x|\*))?(?:\.(\d+|x|\*))?$/;

/** Undefined when the range cannot be read. */
export function inRange(version: string, range: string): boolean | undefined {
  const wanted = parse(version);
  let fits = false;
  for (const alternative of range.split('||')) {
    const parts = alternative.trim().split(/\s+/).filter(Boolean);
    const verdicts = (parts.length ? parts : ['*']).map((part) => satisfies(wanted, part));
    if (verdicts.includes(undefined)) return undefined;
    fits ||= verdicts.every(Boolean);
  }
  return fits;
}

function parse(version: string): Version {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}

function satisfies(version: Version, comparator: string): boolean | undefined {
  const match = COMPARATOR.exec(comparator);
  if (!match) return undefined;
  const given = match.slice(2, 5).map((part) => (part === undefined || /[x*]/.test(part) ? undefined : Number(part)));
  const [major, minor, patch] = given;
  if (major === undefined) return true;
  const floor: Version = [major, minor ?? 0, patch ?? 0];
  const order = compare(version, floor);
  switch (match[1]) {
    case '>=':
      return order >= 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '<':
      return order < 0;
    case '^':
      return order >= 0 && compare(version, ceilingOfCaret(floor, minor, patch)) < 0;
    case '~':
      return order >= 0 && compare(version, minor === undefined ? [major + 1, 0, 0] : [major, minor + 1, 0]) < 0;
    default:
      return [major, minor, patch].every((part, at) => part === undefined || part === version[at]);
  }
}

/** `^1.2.3` ends before 2, `^0.2.3` before 0.3, `^0.0.3` before 0.0.4. */
function ceilingOfCaret([major, minor, patch]: Version, givenMinor?: number, givenPatch?: number): Version {
  if (major > 0 || givenMinor === undefined) return [major + 1, 0, 0];
  if (minor > 0 || givenPatch === undefined) return [0, minor + 1, 0];
  return [0, 0, patch + 1];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
