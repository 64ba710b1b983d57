import { createGoodbye } from '@purser/client/sync/goodbye';

function aPage() {
  const said: string[] = [];
  const paints: (() => void)[] = [];
  const goodbye = createGoodbye((run) => void paints.push(run));
  return { said, goodbye, paint: () => paints.splice(0).forEach((run) => void run()) };
}

describe('the last word to a store’s connection', () => {
  it('waits for the paint, which shows why', () => {
    const { said, goodbye, paint } = aPage();
    goodbye.say(() => said.push('signed-out'));
    expect(said).toEqual([]);
    paint();
    expect(said).toEqual(['signed-out']);
    paint();
    expect(said).toEqual(['signed-out']);
  });

  it('comes before the word of the next session', () => {
    const { said, goodbye, paint } = aPage();
    goodbye.say(() => said.push('signed-out'));
    goodbye.now();
    said.push('resume');
    paint();
    expect(said).toEqual(['signed-out', 'resume']);
  });

  it('is said before the desk closes, although the page that held it is gone', () => {
    const { said, goodbye, paint } = aPage();
    goodbye.say(() => said.push('signed-out'));
    goodbye.whenSaid(() => said.push('closed'));
    expect(said).toEqual([]);
    paint();
    expect(said).toEqual(['signed-out', 'closed']);
  });

  it('does not hold up a desk that has nothing to say', () => {
    const { said, goodbye } = aPage();
    goodbye.whenSaid(() => said.push('closed'));
    expect(said).toEqual(['closed']);
  });
});
