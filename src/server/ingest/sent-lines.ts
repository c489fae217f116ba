import { isUtf8 } from 'node:buffer';

const [quote, backslash, newline] = [0x22, 0x5c, 0x0a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * The bytes of each line of a push as they were sent, cut from its body, so that none is written anew only to be kept. `body` is JSON that has
 * been parsed. Undefined where a line cannot stand as one: members on lines of their own, a member's name in escapes, or bytes that are not UTF-8.
 */
export function sentLines(body: Buffer): Buffer[] | undefined {
  if (!isUtf8(body)) return undefined;
  let lines: Buffer[] = [];
  let depth = 0;
  let start = 0;
  let name = '';
  let within = false;
  for (let at = 0; at < body.length; at += 1) {
    switch (body[at]) {
      case quote: {
        const end = endOfText(body, at);
        if (depth === 1) name = body.toString('latin1', at + 1, end);
        // Of two members of one name the last counts, so each must be known for what it is.
        if (depth === 1 && name.includes('\\')) return undefined;
        at = end;
        break;
      }
      case openBrace:
      case openBracket:
        depth += 1;
        if (depth === 2) within = name === 'muts';
        if (depth === 2 && within) lines = [];
        if (depth === 3) start = at;
        break;
      case closeBrace:
      case closeBracket:
        depth -= 1;
        if (depth === 2 && within) lines.push(body.subarray(start, at + 1));
        break;
      case newline:
        if (depth > 2 && within) return undefined;
        break;
    }
  }
  return lines;
}

/** Where a text that begins at `start` has its other quote. */
function endOfText(body: Buffer, start: number): number {
  let at = start + 1;
  while (at < body.length && body[at] !== quote) at += body[at] === backslash ? 2 : 1;
  return at;
}
