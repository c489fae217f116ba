import { join } from 'node:path';
import sharp from 'sharp';
import type { Sha256 } from '#domain/identity.ts';
import { type WatermarkText, watermarkLines } from '#domain/photo.ts';
import type { Pixels } from './picture.ts';

/** How much of the picture shines through the band. */
const bandLight = 0.45;

/** Draws watermarks with the font that comes with the program, so that they look the same on a machine without Chinese fonts. */
export interface Watermark {
  /** Draws into the pixels: white letters on a translucent dark band, bottom left. */
  draw(pixels: Pixels, text: WatermarkText, sha256: Sha256): Promise<void>;
}

/** Letters as coverage, 0–255 a pixel. */
export interface Letters {
  cover: Uint8Array;
  width: number;
  height: number;
}

/** The one font file that watermarks and forms are drawn with. */
export function chineseFont(resources: string): string {
  return join(resources, 'fonts', 'NotoSansSC-Regular.ttf');
}

/**
 * Only the band's own pixels are touched, in place: composing a whole second image would cost more than all the rest of a display
 * copy. Pango keeps the font file open after its first use.
 */
export function createWatermark(resources: string): Watermark {
  const fontFile = chineseFont(resources);
  return {
    async draw(pixels, text, sha256) {
      const letters = await drawLetters(watermarkLines(text, sha256), pixels, fontFile);
      blend(pixels, letters, fontSize(pixels));
    },
  };
}

/** The lines as letters, as wide as the picture lets them be. */
export async function drawLetters(lines: string[], pixels: Pick<Pixels, 'width' | 'height'>, fontfile: string): Promise<Letters> {
  const size = fontSize(pixels);
  const { data, info } = await sharp({
    text: {
      text: lines.map(escapeMarkup).join('\n'),
      font: `Noto Sans SC ${size}`,
      fontfile,
      dpi: 72,
      width: Math.max(pixels.width - 2 * padding(size), size),
      wrap: 'word-char',
      spacing: Math.round(size / 5),
      rgba: true,
    },
  })
    .extractChannel('alpha')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { cover: data, width: info.width, height: info.height };
}

/** The band starts at the picture's lower left corner; what does not fit into the picture is cut off. */
function blend(pixels: Pixels, letters: Letters, size: number): void {
  const pad = padding(size);
  const width = Math.min(letters.width + 2 * pad, pixels.width);
  const height = Math.min(letters.height + 2 * pad, pixels.height);
  const top = pixels.height - height;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cover = coverAt(letters, x - pad, y - pad) / 255;
      const at = ((top + y) * pixels.width + x) * 3;
      for (let channel = at; channel < at + 3; channel++) {
        const dark = (pixels.data[channel] ?? 0) * bandLight;
        pixels.data[channel] = Math.round(dark + (255 - dark) * cover);
      }
    }
  }
}

function coverAt({ cover, width, height }: Letters, x: number, y: number): number {
  return x < 0 || y < 0 || x >= width || y >= height ? 0 : (cover[y * width + x] ?? 0);
}

/** Legible on a phone-sized view of a full display copy, and still a strip on a small picture. */
function fontSize({ width, height }: Pick<Pixels, 'width' | 'height'>): number {
  return Math.max(11, Math.round(Math.max(width, height) / 56));
}

function padding(size: number): number {
  return Math.round(size * 0.6);
}

/** Pango reads markup, and a place name may hold any character; a line break inside a line would add one. */
function escapeMarkup(line: string): string {
  return line
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
