import QRCode from 'qrcode';
import { useEffect, useState } from 'react';

/** How a code is drawn: pixels, quiet squares around it, how much of it may be spoilt, and the most bytes of text it is drawn for. */
export interface QrShape {
  width: number;
  margin: number;
  errorCorrectionLevel: 'L' | 'M';
  mostBytes?: number;
}

/** A text as a picture of its QR code; null until it is drawn, and where it cannot be or would be too dense: say the text beside it. `shape` stays the same object. */
export function useQr(text: string, shape: QrShape): string | null {
  const [qr, setQr] = useState<string | null>(null);
  useEffect(() => {
    const { mostBytes = Number.POSITIVE_INFINITY, ...drawn } = shape;
    if (new TextEncoder().encode(text).length > mostBytes) return;
    let current = true;
    QRCode.toDataURL(text, drawn).then(
      (url) => current && setQr(url),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [text, shape]);
  return qr;
}
