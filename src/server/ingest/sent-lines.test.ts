import { expect, test } from 'vitest';
import { sentLines } from './sent-lines.ts';

const linesOf = (body: string) => sentLines(Buffer.from(body))?.map(String);

test('each line of a push is cut out as it was sent, whatever its texts hold', () => {
  const lines = ['{"a":"}]\\"","b":[{"c":"\\\\"},[]]}', '{ "muts" : [1] , "note":"三幢\\n" }', '{}'];
  expect(linesOf(`{"sig":"muts","before":[{"x":1}],"muts":[${lines.join(' , ')}],"after":{"muts":[{"y":2}]}}`)).toEqual(lines);
});

test('of two members of the name the last counts, as it does to whoever parses it', () => {
  expect(linesOf('{"muts":[{"n":1}],"muts":[{"n":2},{"n":3}]}')).toEqual(['{"n":2}', '{"n":3}']);
  expect(linesOf('{"muts":[{"n":1}],"m\\u0075ts":[{"n":2}]}')).toBeUndefined();
});

test('what cannot stand on one line, or is no UTF-8, is not cut', () => {
  expect(linesOf('{\n"muts":[\n{"n":1},\n{"n":2}],"x":{"y":\n[{}\n]}}')).toEqual(['{"n":1}', '{"n":2}']);
  expect(linesOf('{"muts":[{"n":1,\n"g":null}]}')).toBeUndefined();
  expect(sentLines(Buffer.concat([Buffer.from('{"muts":[{"a":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}]}')]))).toBeUndefined();
});
