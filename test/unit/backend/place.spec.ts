import { placeIn } from '../../../backend/http/place.js';

const latin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

describe('a coarse place', () => {
  it.each([
    ['nothing', {}, null],
    ['an empty header', { 'x-city': '' }, null],
    ['one of two', { 'x-country': 'PT' }, 'PT'],
    ['both', { 'x-country': 'PT', 'x-city': 'Lisbon' }, 'Lisbon, PT'],
    ['a header nobody named', { 'cf-ipcountry': 'PT' }, null],
    ['UTF-8 as node reads it', { 'x-city': latin1('Zürich') }, 'Zürich'],
    ['Latin-1', { 'x-city': 'Zürich' }, 'Zürich'],
    ['control characters', { 'x-city': latin1('Li\u0007s\u202Ebon ') }, 'Lisbon'],
    ['a long tale', { 'x-city': 'x'.repeat(500) }, 'x'.repeat(80)],
  ])('is read from %s', (_, headers, place) => {
    expect(placeIn(headers, ['x-city', 'x-country'])).toBe(place);
  });
});
