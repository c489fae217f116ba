import QRCode from 'qrcode';
import type { RecordType } from '#domain/identity.ts';

/** What a scanner reads on a printed form: the records that it is about, of one type. */
export const codeOf = (type: RecordType, ids: readonly string[]): string => `chaihuan:${type}:${ids.join(',')}`;

/** The same as a picture, as a data address. */
export const qrOf = (type: RecordType, ids: readonly string[]): Promise<string> =>
  QRCode.toDataURL(codeOf(type, ids), { margin: 1, width: 240, errorCorrectionLevel: 'M' });
