import { translator } from '../../../portal/i18n/translate.js';

const texts = {
  plain: 'Plain',
  nested: { deep: 'Deep' },
  hello: 'Hello {{name}}, {{name}}!',
  left_one: '1 thing left',
  left_other: '{{count}} things left',
};

describe('the translator', () => {
  const t = translator(texts, 'en');

  it('finds nested texts by dots', () => {
    expect([t('plain'), t('nested.deep')]).toEqual(['Plain', 'Deep']);
  });

  it('fills in every place of a value, and leaves an unknown one readable', () => {
    expect(t('hello', { name: '<b>Mia</b>' })).toBe('Hello <b>Mia</b>, <b>Mia</b>!');
    expect(t('hello')).toBe('Hello {{name}}, {{name}}!');
  });

  it.each([
    [0, '0 things left'],
    [1, '1 thing left'],
    [12_345, '12,345 things left'],
  ])('chooses the plural of %i', (count, text) => {
    expect(t('left', { count })).toBe(text);
  });

  it('writes numbers as the language does', () => {
    expect(translator(texts, 'de')('left', { count: 12_345 })).toBe('12.345 things left');
  });

  it.each(['missing', 'nested', 'nested.deep.deeper', 'constructor', 'nested.toString'])(
    'answers %s, which is no text, with itself',
    (key) => {
      expect(t(key)).toBe(key);
    },
  );
});
