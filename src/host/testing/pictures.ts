import sharp, { type Sharp } from 'sharp';

export interface PictureOptions {
  width?: number;
  height?: number;
  orientation?: number;
  /** `YYYY:MM:DD hh:mm:ss` as cameras write it. */
  takenAt?: string;
  offset?: string;
  gps?: { lat: string; latRef: 'N' | 'S'; lon: string; lonRef: 'E' | 'W' };
  /** One colour instead of noise. */
  plain?: string;
}

/** A picture with a red left half, so that its way up can be told. */
export function picture({ width = 640, height = 480, plain, ...exif }: PictureOptions = {}): Sharp {
  const background = plain ?? '#3b6ea5';
  const base = sharp({ create: { width, height, channels: 3, background } });
  const red = { create: { width: Math.ceil(width / 2), height, channels: 3 as const, background: '#c02020' } };
  const drawn = plain === undefined ? base.composite([{ input: red, left: 0, top: 0 }]) : base;
  return drawn.withExif(exifOf(exif)).withMetadata({ orientation: exif.orientation ?? 1 });
}

/** Pixels that do not compress: a JPEG as large as a camera's. */
export function noise(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#808080', noise: { type: 'gaussian', mean: 128, sigma: 60 } } });
}

function exifOf({ takenAt, offset, gps }: PictureOptions): Record<string, Record<string, string>> {
  return {
    IFD0: { Make: 'Chaihuan Test' },
    IFD2: { ...(takenAt && { DateTimeOriginal: takenAt }), ...(offset && { OffsetTimeOriginal: offset }) },
    ...(gps && { IFD3: { GPSLatitudeRef: gps.latRef, GPSLatitude: gps.lat, GPSLongitudeRef: gps.lonRef, GPSLongitude: gps.lon } }),
  };
}
