import sharp from 'sharp';
import type { PhotoBox, PhotoMark } from '#domain/photo.ts';
import type { Pixels } from './picture.ts';

/** What a copy for others hides, and what it points at. */
export interface SharedLayer {
  redactions: readonly PhotoBox[];
  marks: readonly PhotoMark[];
}

/** A JPEG without any metadata. What is hidden is gone from its pixels: nothing lies under a box. */
export async function encodeShared(pixels: Pixels, { redactions, marks }: SharedLayer): Promise<Buffer> {
  for (const box of redactions) blacken(pixels, box);
  const { data, width, height } = pixels;
  const picture = sharp(data, { raw: { width, height, channels: 3 } });
  const drawn = marks.length === 0 ? picture : picture.composite([{ input: Buffer.from(marksSvg(marks, width, height)) }]);
  return drawn.jpeg({ quality: 86 }).toBuffer();
}

/** Every pixel that a box touches. */
function blacken({ data, width, height }: Pixels, box: PhotoBox): void {
  const [left, right] = [Math.floor(box.x * width), Math.min(width, Math.ceil((box.x + box.width) * width))];
  const [top, bottom] = [Math.floor(box.y * height), Math.min(height, Math.ceil((box.y + box.height) * height))];
  for (let y = top; y < bottom; y += 1) data.fill(0, (y * width + left) * 3, (y * width + right) * 3);
}

function marksSvg(marks: readonly PhotoMark[], width: number, height: number): string {
  const thick = Math.max(3, Math.round(Math.max(width, height) / 200));
  const drawn = marks.map((mark) => markSvg(mark, width, height, thick)).join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g fill="none" stroke="#e02020" stroke-width="${thick}" stroke-linecap="round" stroke-linejoin="round">${drawn}</g></svg>`;
}

function markSvg({ kind, from, to }: PhotoMark, width: number, height: number, thick: number): string {
  const [ax, ay, bx, by] = [from.x * width, from.y * height, to.x * width, to.y * height];
  switch (kind) {
    case 'BOX':
      return `<rect x="${Math.min(ax, bx)}" y="${Math.min(ay, by)}" width="${Math.abs(bx - ax)}" height="${Math.abs(by - ay)}"/>`;
    case 'ARROW':
      return `<path d="M${ax} ${ay}L${bx} ${by}${headOf(ax, ay, bx, by, thick * 6)}"/>`;
    default:
      return kind satisfies never;
  }
}

/** Two strokes back from the point, a quarter turn apart. */
function headOf(ax: number, ay: number, bx: number, by: number, length: number): string {
  const angle = Math.atan2(by - ay, bx - ax);
  const back = (turn: number) => `M${bx} ${by}L${bx - length * Math.cos(angle + turn)} ${by - length * Math.sin(angle + turn)}`;
  return back(Math.PI / 7) + back(-Math.PI / 7);
}
