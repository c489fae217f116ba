import sharp from 'sharp';
import { createDice } from '../store/district.ts';

const width = 4000;
const height = 3000;

/** Walls, windows and a sky, drawn from a seed. */
function scene(seed: number): string {
  const dice = createDice(seed);
  const grey = () => Math.floor(60 + dice() * 150);
  const boxes = Array.from({ length: 60 }, () => {
    const [x, y] = [dice() * width, dice() * height].map(Math.floor);
    return `<rect x="${x}" y="${y}" width="${Math.floor(80 + dice() * 700)}" height="${Math.floor(80 + dice() * 500)}" fill="rgb(${grey()},${grey()},${grey()})"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#b9d3ea"/>${boxes.join('')}</svg>`;
}

/** A JPEG of 12 megapixels as a phone takes it: 4000 × 3000, 3 to 5 MB, sensor noise, lying on its side with the tag that says so. */
export async function takePicture(seed: number): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const;
  const grain = await sharp({ create: { width, height, channels: 3, background: '#808080', noise } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  return sharp(Buffer.from(scene(seed)), { limitInputPixels: false })
    .flatten()
    .composite([{ input: grain, blend: 'soft-light' }])
    .withExif({
      IFD0: { Make: 'Example', Model: 'Phone' },
      IFD2: { DateTimeOriginal: '2026:03:02 08:15:30', OffsetTimeOriginal: '+08:00' },
    })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 88 })
    .toBuffer();
}

/** The same picture as another file: what is appended to a JPEG no decoder looks at, and its hash is another. */
export const anotherFileOf = (picture: Buffer, n: number): Buffer => Buffer.concat([picture, Buffer.from(`\n${n}`)]);
