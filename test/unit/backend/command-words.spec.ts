import { findCommand, readWords } from '../../../backend/cli/command-words.js';

describe('the words of a command', () => {
  it.each([
    [['a', 'b'], ['a', 'b'], {}],
    [['--to', 'me@example.org'], [], { to: 'me@example.org' }],
    [['--to=me@example.org', 'x'], ['x'], { to: 'me@example.org' }],
    [['--force'], [], { force: true }],
    [['--force', '--to', 'x', 'y'], ['y'], { force: true, to: 'x' }],
    [['--filter=a=b'], [], { filter: 'a=b' }],
    [['--empty='], [], { empty: '' }],
  ])('%j', (words, args, options) => {
    expect(readWords(words)).toEqual({ args, options });
  });

  it('finds the longest command they begin with', () => {
    const commands = [{ name: 'operator' }, { name: 'operator create' }, { name: 'seed' }];
    expect(findCommand(commands, ['operator', 'create', '--email', 'x'])).toEqual({
      command: { name: 'operator create' },
      rest: ['--email', 'x'],
    });
    expect(findCommand(commands, ['operator', 'list'])?.command.name).toBe('operator');
    expect(findCommand(commands, ['operators'])).toBeUndefined();
  });
});
