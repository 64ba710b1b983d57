import { safeDestination, signInPath, workspacePath } from '../../../portal/location/paths.js';

const origin = 'https://purser.example';

describe('where a person may be sent after signing in', () => {
  it.each([
    ['/w/1/tasks', '/w/1/tasks'],
    ['/w/1?tab=a#b', '/w/1?tab=a#b'],
    ['/w/../profile', '/profile'],
  ])('%s is a path of the portal', (wanted, destination) => {
    expect(safeDestination(wanted, origin)).toBe(destination);
  });

  it.each([
    null,
    '',
    'w/1',
    '//evil.example',
    '//evil.example/w/1',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example/w/1',
    'javascript:alert(1)',
    '/sign-in',
    '/sign-in?next=/sign-in',
  ])('%j leads to the start', (wanted) => {
    expect(safeDestination(wanted, origin)).toBe('/');
  });
});

describe('the way to the sign-in page', () => {
  it.each([
    ['/', null, 0, '/sign-in'],
    ['/w/1/tasks', null, 0, '/sign-in?next=%2Fw%2F1%2Ftasks'],
    ['/w/1', 'session_idle', 3, '/sign-in?next=%2Fw%2F1&reason=session_idle&kept=3'],
    ['/w/1', 'signed_out', 0, '/sign-in?reason=signed_out'],
  ])('from %s for the reason %s', (here, reason, kept, path) => {
    expect(signInPath(here, reason, kept)).toBe(path);
  });
});

it('writes the path of a workspace and of a page in it', () => {
  expect([workspacePath('1'), workspacePath('1', 'tasks')]).toEqual(['/w/1', '/w/1/tasks']);
});
