import exifr from 'exifr';
import { z } from 'zod';
import { Instant } from '#domain/identity.ts';

export interface ExifFacts {
  takenAt: Instant | null;
  gps: { lat: number; lon: number } | null;
}

/** What we ask exifr for. Cameras write anything: whatever does not fit counts as absent. */
const Tags = z.object({
  DateTimeOriginal: z.string().optional().catch(undefined),
  OffsetTimeOriginal: z.string().optional().catch(undefined),
  latitude: z.number().min(-90).max(90).optional().catch(undefined),
  longitude: z.number().min(-180).max(180).optional().catch(undefined),
});

const nothing: ExifFacts = { takenAt: null, gps: null };

/**
 * When and where a picture says it was taken. Where the camera gives no offset (most do not), its clock is read as +08:00: the only
 * legal time zone of the country these photos are taken in. A picture whose EXIF cannot be read is a picture without EXIF.
 */
export async function readExif(bytes: Uint8Array): Promise<ExifFacts> {
  try {
    const tags = await exifr.parse(bytes, {
      pick: ['DateTimeOriginal', 'OffsetTimeOriginal', 'GPSLatitude', 'GPSLatitudeRef', 'GPSLongitude', 'GPSLongitudeRef'],
      reviveValues: false,
      translateValues: false,
    });
    const { DateTimeOriginal, OffsetTimeOriginal, latitude, longitude } = Tags.parse(tags ?? {});
    return {
      takenAt: findInstant(DateTimeOriginal, OffsetTimeOriginal),
      gps: latitude === undefined || longitude === undefined ? null : { lat: latitude, lon: longitude },
    };
  } catch {
    return nothing;
  }
}

/** `2026:03:02 08:15:00` and `+08:00` → RFC 3339; null for the zeros and blanks of a camera whose clock was never set. */
function findInstant(dateTime: string | undefined, offset: string | undefined): Instant | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(dateTime ?? '');
  if (parts === null) return null;
  const zone = /^[+-]\d\d:\d\d$/.test(offset ?? '') ? offset : '+08:00';
  const instant = Instant.safeParse(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${zone}`);
  return instant.success ? instant.data : null;
}
