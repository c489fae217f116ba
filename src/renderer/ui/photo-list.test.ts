import { expect, test } from 'vitest';
import { photo } from '../features/operation/testing/desk.ts';
import type { TakenPhoto } from '../store/photo-changes.ts';
import { createPhotoList } from './photo-list.ts';

const [first, second, third] = [photo(1, 'BEFORE'), photo(2, 'BEFORE'), photo(3, 'BEFORE')];

function field() {
  let drawn: TakenPhoto[] = [];
  const list = createPhotoList((photos) => {
    drawn = photos;
  });
  return { list, drawn: () => drawn };
}

test('what is taken out or picked while files come in stays so when the next file comes', () => {
  const { list, drawn } = field();
  list.add([first]);
  list.see(drawn());
  list.change((photos) => photos.filter((one) => one !== first));
  list.add([second]);
  list.add([third]);
  expect(drawn()).toEqual([second, third]);
});

test('a photo is there once', () => {
  const { list, drawn } = field();
  expect(list.add([first])).toBe(true);
  expect(list.add([first])).toBe(false);
  expect(drawn()).toEqual([first]);
});

test('what the form was given since counts: a draft that was gone on with, or nothing after a save', () => {
  const { list, drawn } = field();
  list.add([first]);
  list.see([]);
  list.add([second]);
  expect(drawn()).toEqual([second]);
});
